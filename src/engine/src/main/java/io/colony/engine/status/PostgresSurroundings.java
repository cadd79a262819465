package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.WhySurroundings.OpenBreaker;
import io.colony.engine.status.WhySurroundings.OpenFinding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Breakers, workers, the Sentinel and its findings, as far as they concern one issue: asked when it is made, told once its
 * questions were sent.
 */
final class PostgresSurroundings {
    private static final Duration LIVE = Duration.ofMinutes(1);
    private static final String OPEN_TASK = """
            with open (executor) as (
              select coalesce((select t.executor from tasks t where t.issue_id = ? and t.state in ('queued', 'claimed')), ''))
            """;

    /** The back end that its repository's runs use; merges ask a model for conflicts only and are not held. */
    static final String BREAKERS = OPEN_TASK + """
            select b.scope, b.scope_key, b.failures, b.openings, b.opened_at, b.open_until, b.reason,
              exists (select 1 from tasks t where t.id = b.probe_task and t.epoch = b.probe_epoch
                      and t.state = 'claimed') as probing
            from breakers b, open
            where b.opened_at is not null
              and (b.scope = 'repository' and b.scope_key = ?
                or b.scope = 'issue-stage' and starts_with(b.scope_key, ? || ' ')
                or b.scope = 'back-end' and open.executor <> 'merge' and b.scope_key = (
                  select e.back_end from repository_back_ends e
                  join repositories r on r.id = e.repository_id where r.slug = ?)
                or b.scope = 'back-end' and exists (
                  select 1 from tasks t where t.issue_id = ? and t.state = 'queued'
                    and starts_with(t.waits_for, 'breaker back-end ' || b.scope_key || ':')))
            order by b.opened_at
            """;

    /** Workers that run tasks: this program's own chores are registered with a lane of their own or none. */
    static final String STANDING = OPEN_TASK + """
            select count(*) filter (where cardinality(w.lanes) > 0 and w.lanes <> '{admit}') as live,
              count(*) filter (where open.executor = any(w.lanes)) as for_task,
              (select l.holder from leaders l where l.duty = 'sentinel' and l.lease_until > ?) as leader,
              (select t.executor || ', attempt ' || t.attempt from tasks t
               where t.issue_id = ? and t.state = 'dead'
                 and not exists (select 1 from tasks n where n.issue_id = t.issue_id and n.id > t.id)) as given_up
            from open, workers w where w.stopped_at is null and w.seen_at > ?
            """;

    static final String FINDINGS = """
            select detector, subject, reason from sentinel_findings
            where resolved_at is null and subject in (?, ?)
            order by id
            """;

    private static final String CIRCLE = """
            with recursive walk (id, path) as (
              select d.depends_on, array[d.issue_id, d.depends_on] from issue_dependencies d
              where d.issue_id = ? and d.kind = 'blocks' and d.waived_by is null
              union all
              select d.depends_on, w.path || d.depends_on from walk w
              join issue_dependencies d on d.issue_id = w.id and d.kind = 'blocks' and d.waived_by is null
              where w.id <> ? and cardinality(w.path) < 20
                and not d.depends_on = any(w.path[2:])),
            circle as (select path from walk where id = ? order by cardinality(path) limit 1)
            select r.slug || '#' || i.number as key
            from circle cross join lateral unnest(circle.path) with ordinality as step (id, place)
            join issues i on i.id = step.id join repositories r on r.id = i.repository_id
            order by step.place
            """;

    private final Answer<OpenBreaker> breakers;
    private final Answer<Standing> standing;
    private final Answer<OpenFinding> findings;
    private final Answer<WhySurroundings.Stopped> stopped;
    private final Optional<Answer<String>> circle;

    /** @param waits whether the issue waits for others, perhaps in a circle */
    PostgresSurroundings(Transaction transaction, long issueId, IssueKey key, boolean waits, Instant now) {
        breakers = breakers(transaction, issueId, key);
        standing = standing(transaction, issueId, now);
        findings = findings(transaction, key);
        stopped = stopped(transaction);
        circle = waits ? Optional.of(circle(transaction, issueId)) : Optional.empty();
    }

    /** Whether dispatch is stopped, for all issues alike. */
    static Answer<WhySurroundings.Stopped> stopped(Transaction transaction) {
        return transaction.ask(
                row -> new WhySurroundings.Stopped(
                        row.getString("stopped_by"), PostgresRows.time(row, "stopped_at"), row.getString("reason")),
                "select stopped_by, stopped_at, reason from dispatch_stops where resumed_at is null");
    }

    /** What one row says. */
    record Standing(long live, long forTask, Optional<String> leader, Optional<String> givenUp) {}

    WhySurroundings told() {
        Standing told = standing.rows().getFirst();
        return new WhySurroundings(
                breakers.rows(),
                told.live(),
                told.forTask(),
                told.leader(),
                findings.rows(),
                told.givenUp(),
                circle.map(Answer::rows).orElse(List.of()),
                stopped.first());
    }

    private static Answer<OpenBreaker> breakers(Transaction transaction, long issueId, IssueKey key) {
        String repository = key.repository();
        return transaction.ask(
                PostgresSurroundings::breaker, BREAKERS, issueId, repository, key.toString(), repository, issueId);
    }

    static OpenBreaker breaker(ResultSet row) throws SQLException {
        return new OpenBreaker(
                row.getString("scope"),
                row.getString("scope_key"),
                row.getInt("failures"),
                row.getInt("openings"),
                PostgresRows.time(row, "opened_at"),
                PostgresRows.timeIfAny(row, "open_until"),
                row.getBoolean("probing"),
                row.getString("reason"));
    }

    private static Answer<Standing> standing(Transaction transaction, long issueId, Instant now) {
        return transaction.ask(PostgresSurroundings::standing, STANDING, issueId, now, issueId, now.minus(LIVE));
    }

    static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getLong("live"),
                row.getLong("for_task"),
                PostgresRows.textIfAny(row, "leader"),
                PostgresRows.textIfAny(row, "given_up"));
    }

    private static Answer<OpenFinding> findings(Transaction transaction, IssueKey key) {
        return transaction.ask(PostgresSurroundings::finding, FINDINGS, key.toString(), key.repository());
    }

    static OpenFinding finding(ResultSet row) throws SQLException {
        return new OpenFinding(row.getString("detector"), row.getString("subject"), row.getString("reason"));
    }

    private static Answer<String> circle(Transaction transaction, long issueId) {
        return transaction.ask(row -> row.getString("key"), CIRCLE, issueId, issueId, issueId);
    }
}
