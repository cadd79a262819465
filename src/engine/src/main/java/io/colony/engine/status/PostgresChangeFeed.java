package io.colony.engine.status;

import io.colony.engine.database.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One statement: per table a probe of the primary key for rows above the floor, and the few rows that stand for what is
 * changed in place, each found by an index or within the newest of a small table.
 */
final class PostgresChangeFeed implements ChangeFeed {
    /** More new rows of a table than this are not told one by one. */
    static final int MOST = 1000;

    private static final Set<ChangeTopic> OF_ISSUES = Set.of(ChangeTopic.ISSUES);
    private static final Set<ChangeTopic> OF_WORK = Set.of(ChangeTopic.ISSUES, ChangeTopic.QUEUE);

    /** Tables whose rows come with ids in sequence. */
    private static final List<Source> SOURCES = List.of(
            new Source("issues", "id", OF_WORK),
            new Source("state_transitions", "issue_id", OF_WORK),
            new Source("tasks", "issue_id", OF_WORK),
            new Source("agent_runs", "issue_id", OF_WORK),
            new Source("gate_results", "issue_id", OF_ISSUES),
            new Source("verdicts", "issue_id", OF_ISSUES),
            new Source("approvals", "issue_id", OF_ISSUES),
            new Source("attempt_artifacts", "issue_id", OF_ISSUES),
            new Source("forge_intents", "issue_id", OF_ISSUES),
            new Source("issue_snapshots", "issue_id", OF_ISSUES),
            new Source("operator_commands", "issue_id", OF_ISSUES),
            new Source("notices", "issue_id", OF_ISSUES),
            new Source("cost_events", "issue_id", Set.of(ChangeTopic.COST, ChangeTopic.ISSUES)),
            new Source("budgets", "null::bigint", Set.of(ChangeTopic.COST)),
            new Source("ledger_warnings", "null::bigint", Set.of(ChangeTopic.COST)),
            new Source("audit_log", "null::bigint", Set.of(ChangeTopic.AUDIT)));

    /** What is changed in place: name, id, issue, value. */
    private static final List<Source> STANDING = List.of(
            new Source("run", """
                    select 'run', r.id, r.issue_id, (select max(t.seq) from transcripts t where t.run_id = r.id)::text
                    from agent_runs r where r.ended_at is null order by r.task_id limit 500
                    """, OF_WORK),
            new Source("task", """
                    select 'task', id, issue_id, epoch::text from tasks where state = 'claimed' order by lease_until limit 500
                    """, Set.of(ChangeTopic.QUEUE)),
            new Source("intent", """
                    select 'intent', id, issue_id, kind from forge_intents where state = 'open' order by issue_id, kind limit 500
                    """, OF_ISSUES),
            new Source("worker", """
                    select 'worker', id, null::bigint, (stopped_at is null)::text from workers order by id desc limit 100
                    """, Set.of(ChangeTopic.WORKERS)),
            new Source("breaker", """
                    select 'breaker', hashtextextended(scope || ':' || scope_key, 0), null::bigint,
                      opened_at::text || coalesce(open_until::text, '')
                    from breakers where opened_at is not null and scope <> 'issue-stage' order by scope, scope_key limit 500
                    """, OF_WORK),
            new Source("wait", """
                    select 'wait', w.issue_id, w.issue_id, w.needed::text from budget_waits w order by w.issue_id limit 500
                    """, OF_WORK),
            new Source("unsealed", """
                    select 'unsealed', 0, null::bigint, min(id)::text from audit_log where seq is null
                    """, Set.of(ChangeTopic.AUDIT)));

    /**
     * A snapshot's xmax is one above the newest transaction that has ended, not the next number: what runs above it is seen
     * by its lock only, which is also read a little later than the snapshot, so that nothing falls between the two.
     */
    private static final String MOMENT = """
            select 'moment', 0::bigint, null::bigint,
              pg_snapshot_xmin(pg_current_snapshot())::text || ':' || pg_snapshot_xmax(pg_current_snapshot())::text
                || coalesce((select ':' || string_agg(transactionid::text, ':') from pg_locks
                  where locktype = 'transactionid'), '')
            """;

    private static final String NOW = statement(source ->
            "select '" + source.name() + "', coalesce(max(id), 0), null::bigint, null::text from " + source.name());

    static final String SINCE = statement(PostgresChangeFeed::fresh);

    private final PostgresReads reads;
    private final LongSupplier nanos;

    /**
     * Where rows are read from.
     *
     * @param about for tables the column that names the issue; otherwise the whole question
     */
    private record Source(String name, String about, Set<ChangeTopic> topics) {}

    @FunctionalInterface
    private interface Question {
        String of(Source source);
    }

    PostgresChangeFeed(Database database) {
        this(database, System::nanoTime);
    }

    PostgresChangeFeed(Database database, LongSupplier nanos) {
        this.reads = new PostgresReads(database);
        this.nanos = nanos;
    }

    @Override
    public ChangeMark now() {
        return new ChangeLook(rows(NOW), nanos.getAsLong()).begin();
    }

    @Override
    public Changes since(ChangeMark mark) {
        Object[] floors = SOURCES.stream()
                .map(source -> mark.floors().getOrDefault(source.name(), 0L))
                .toArray();
        return new ChangeLook(rows(SINCE, floors), nanos.getAsLong()).since(mark);
    }

    static Set<ChangeTopic> topics(String source) {
        return Topics.BY_SOURCE.getOrDefault(source, Set.of());
    }

    private List<ChangeLook.Row> rows(String sql, Object... values) {
        return reads.single(transaction -> transaction.query(
                row -> new ChangeLook.Row(row.getString(1), row.getLong(2), row.getString(3), row.getString(4)),
                sql,
                values));
    }

    /** Of the audit log the subject is told: where it is an issue's key, the issue was touched. */
    private static String fresh(Source source) {
        String value = source.name().equals("audit_log") ? "subject" : "null::text";
        return "select '" + source.name() + "', id, " + source.about() + ", " + value + " from " + source.name()
                + " where id > ? order by id limit " + (MOST + 1);
    }

    private static String statement(Question ofTable) {
        List<String> parts = new ArrayList<>();
        SOURCES.forEach(source -> parts.add(ofTable.of(source)));
        STANDING.forEach(source -> parts.add(source.about()));
        parts.add(MOMENT);
        // The key by a question per row: a join could lead the planner to read all issues.
        return parts.stream()
                .collect(Collectors.joining(
                        ")\nunion all (",
                        "select f.source, f.id, (select r.slug || '#' || i.number from issues i"
                                + " join repositories r on r.id = i.repository_id where i.id = f.issue_id), f.value from ((",
                        ")) f (source, id, issue_id, value)"));
    }

    /** In a class of its own since the lists above must come first. */
    private static final class Topics {
        private static final Map<String, Set<ChangeTopic>> BY_SOURCE = Stream.concat(
                        SOURCES.stream(), STANDING.stream())
                .collect(Collectors.toUnmodifiableMap(Source::name, Source::topics));
    }
}
