package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Dependencies} in the table {@code issue_dependencies}. */
final class PostgresDependencies implements Dependencies {
    /** Whoever holds this lock may add edges: two halves of a circle must see each other. */
    private static final long EDGES_LOCK = 0x636f_6c6f_6e79_0002L;

    private static final String LOST = """
            d.issue_id = :issue and d.waived_by is null
              and (i.state = 'cancelled' or d.kind = 'child' and i.state = any(:stuck) and i.entered_at <= :since)
            """;

    private final InstantSource clock;

    PostgresDependencies(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Added add(Transaction transaction, long issueId, long dependsOn, Kind kind, String source) {
        transaction.handle().execute("select pg_advisory_xact_lock(?)", EDGES_LOCK);
        List<IssueKey> cycle = cycle(transaction, issueId, dependsOn);
        if (!cycle.isEmpty()) {
            return new Added.Cycle(cycle);
        }
        int rows = transaction
                .handle()
                .createUpdate("""
                        insert into issue_dependencies (issue_id, depends_on, kind, source, created_at)
                        values (:issue, :dependsOn, :kind, :source, :at)
                        on conflict (issue_id, depends_on, kind) do nothing
                        """)
                .bind("issue", issueId)
                .bind("dependsOn", dependsOn)
                .bind("kind", slug(kind))
                .bind("source", source)
                .bind("at", clock.instant())
                .execute();
        return rows == 1 ? new Added.Recorded() : new Added.Known();
    }

    /** The shortest way from {@code dependsOn} back to the issue, with the new edge in front; empty when there is none. */
    private static List<IssueKey> cycle(Transaction transaction, long issueId, long dependsOn) {
        Map<Long, List<Long>> edges = new HashMap<>();
        transaction
                .handle()
                .createQuery("""
                        with recursive reached (id) as (
                          select :start::bigint
                          union
                          select d.depends_on from reached join issue_dependencies d on d.issue_id = reached.id
                        )
                        select d.issue_id, d.depends_on from reached join issue_dependencies d on d.issue_id = reached.id
                        """)
                .bind("start", dependsOn)
                .map((row, context) -> new long[] {row.getLong("issue_id"), row.getLong("depends_on")})
                .forEach(edge -> edges.computeIfAbsent(edge[0], from -> new ArrayList<>())
                        .add(edge[1]));
        List<Long> way = way(edges, dependsOn, issueId);
        return way.isEmpty()
                ? List.of()
                : keys(
                        transaction,
                        Stream.concat(Stream.of(issueId), way.stream()).toList());
    }

    private static List<Long> way(Map<Long, List<Long>> edges, long start, long goal) {
        Map<Long, Long> cameFrom = new HashMap<>();
        Deque<Long> next = new ArrayDeque<>(List.of(start));
        cameFrom.put(start, start);
        while (!next.isEmpty() && !cameFrom.containsKey(goal)) {
            long at = next.remove();
            for (long neighbour : edges.getOrDefault(at, List.of())) {
                if (cameFrom.putIfAbsent(neighbour, at) == null) {
                    next.add(neighbour);
                }
            }
        }
        Deque<Long> way = new ArrayDeque<>();
        Long at = cameFrom.containsKey(goal) ? (Long) goal : null;
        while (at != null) {
            way.addFirst(at);
            at = at == start ? null : cameFrom.get(at);
        }
        return List.copyOf(way);
    }

    private static List<IssueKey> keys(Transaction transaction, List<Long> issueIds) {
        return transaction
                .handle()
                .createQuery("""
                        select r.slug, i.number
                        from unnest(:ids) with ordinality as node (id, place)
                        join issues i on i.id = node.id
                        join repositories r on r.id = i.repository_id
                        order by node.place
                        """)
                .bindArray("ids", Long.class, issueIds)
                .map((row, context) -> new IssueKey(row.getString("slug"), row.getLong("number")))
                .list();
    }

    @Override
    public List<Dependency> unmet(Transaction transaction, long issueId) {
        return edges(
                transaction,
                "i.id = d.depends_on",
                "d.issue_id = :issue and d.kind = 'blocks' and d.waived_by is null and i.state <> 'done'",
                issueId);
    }

    @Override
    public List<Dependency> dependents(Transaction transaction, long issueId) {
        return edges(transaction, "i.id = d.issue_id", "d.depends_on = :issue", issueId);
    }

    @Override
    public List<Dependency> children(Transaction transaction, long epicId) {
        return edges(transaction, "i.id = d.depends_on", "d.issue_id = :issue and d.kind = 'child'", epicId);
    }

    private static List<Dependency> edges(Transaction transaction, String join, String where, long issueId) {
        return transaction
                .handle()
                .createQuery("""
                        select i.id, r.slug, i.number, i.state, d.kind, d.source, d.waived_by
                        from issue_dependencies d
                        join issues i on %s
                        join repositories r on r.id = i.repository_id
                        where %s
                        order by i.id
                        """.formatted(join, where))
                .bind("issue", issueId)
                .map(PostgresDependencies::dependency)
                .list();
    }

    @Override
    public List<IssueKey> waive(Transaction transaction, long issueId, String waivedBy, Lost lost) {
        return keys(
                transaction
                        .handle()
                        .createQuery("""
                        update issue_dependencies d set waived_by = :by
                        from issues i join repositories r on r.id = i.repository_id
                        where i.id = d.depends_on and
                        """ + LOST + " returning r.slug, i.number")
                        .bind("by", waivedBy),
                issueId,
                lost);
    }

    @Override
    public List<IssueKey> lost(Transaction transaction, long issueId, Lost lost) {
        return keys(transaction.handle().createQuery("""
                        select r.slug, i.number
                        from issue_dependencies d
                        join issues i on i.id = d.depends_on
                        join repositories r on r.id = i.repository_id
                        where
                        """ + LOST + " order by i.id"), issueId, lost);
    }

    private static List<IssueKey> keys(Query query, long issueId, Lost lost) {
        return query.bind("issue", issueId)
                .bindArray(
                        "stuck",
                        String.class,
                        lost.stuck().stream().map(IssueState::slug).toList())
                .bind("since", lost.since())
                .map((row, context) -> new IssueKey(row.getString("slug"), row.getLong("number")))
                .list();
    }

    private static Dependency dependency(ResultSet row, StatementContext context) throws SQLException {
        return new Dependency(
                row.getLong("id"),
                new IssueKey(row.getString("slug"), row.getLong("number")),
                new IssueState(row.getString("state")),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("source"),
                Optional.ofNullable(row.getString("waived_by")));
    }

    private static String slug(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
