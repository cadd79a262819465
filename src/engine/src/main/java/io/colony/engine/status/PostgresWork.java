package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;

/** What is going on at present: tasks, workers, and the figures of the home page. */
final class PostgresWork {
    static final Duration LIVE = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int MOST_TASKS = 500;
    /** What task {@code t} waits for; its one question mark is the instant since when a worker counts as live. */
    static final String WAITS_FOR = """
            case when t.state = 'queued' and t.demand like 'stage@%' and not exists (
            select from workers a
            where a.stopped_at is null and a.seen_at > ? and substr(t.demand, 7) = any(a.agents))
            then case when t.demand = 'stage@' then 'no running worker has an agent for repositories that name none'
            else 'no running worker has agent ' || quote_literal(substr(t.demand, 7)) end
            else t.waits_for end\
            """;

    static final String TASK = """
            select t.id, r.slug || '#' || i.number as issue, t.executor, t.state, t.priority, t.attempt, t.epoch,
              t.failures, greatest(t.run_after, t.held_until) as run_after,
              %s as waits_for, w.name as worker, t.lease_until, t.claimed_at, t.created_at,
              t.closed_reason
            from tasks t
            join issues i on i.id = t.issue_id
            join repositories r on r.id = i.repository_id
            left join workers w on w.id = t.worker_id and t.state = 'claimed'
            """.formatted(WAITS_FOR);
    /** The open task of an issue, which comes second: first the instant since when a worker counts as live. */
    static final String OPEN = TASK + "where t.issue_id = ? and t.state in ('queued', 'claimed')";

    /** A task that was given up counts until its issue has a newer one. */
    static final String DEAD = """
            t.state = 'dead' and not exists (select 1 from tasks n where n.issue_id = t.issue_id and n.id > t.id)
            """;

    private final Transaction transaction;
    private final Instant now;

    PostgresWork(Transaction transaction, Instant now) {
        this.transaction = transaction;
        this.now = now;
    }

    /** Asks all before it reads the first answer. */
    Overview overview() {
        Answer<StateCount> states = states();
        Answer<Spending> spending = spendingToday();
        Answer<Counts> counts = counts();
        Map<StateGroup, Long> issues = new EnumMap<>(StateGroup.class);
        states.rows().forEach(row -> issues.merge(StateGroup.of(row.state()), row.issues(), Long::sum));
        Spending today = spending.rows().getFirst();
        Counts counted = counts.rows().getFirst();
        return new Overview(
                issues.getOrDefault(StateGroup.WAITING, 0L),
                issues.getOrDefault(StateGroup.IN_FLIGHT, 0L),
                issues.getOrDefault(StateGroup.BLOCKED, 0L),
                issues.getOrDefault(StateGroup.AWAITING_PERSON, 0L),
                issues.getOrDefault(StateGroup.DONE, 0L),
                issues.getOrDefault(StateGroup.CANCELLED, 0L),
                today.spent(),
                today.reserved(),
                counted.liveWorkers(),
                counted.queued(),
                counted.claimed(),
                counted.dead());
    }

    Answer<TaskEntry> tasks() {
        return transaction.ask(
                PostgresWork::task,
                TASK + "where t.state in ('queued', 'claimed') or (" + DEAD + ")" + """
                order by array_position(array['claimed', 'queued', 'dead'], t.state), t.priority desc, t.run_after, t.id
                limit ?
                """,
                now.minus(LIVE),
                MOST_TASKS);
    }

    Answer<TaskEntry> open(long issueId) {
        return transaction.ask(PostgresWork::task, OPEN, now.minus(LIVE), issueId);
    }

    static TaskEntry task(ResultSet row) throws SQLException {
        return new TaskEntry(
                row.getLong("id"),
                PostgresRows.key(row, "issue"),
                row.getString("executor"),
                row.getString("state"),
                row.getInt("priority"),
                row.getInt("attempt"),
                row.getLong("epoch"),
                PostgresRows.json(row, "failures"),
                PostgresRows.time(row, "run_after"),
                PostgresRows.textIfAny(row, "waits_for"),
                PostgresRows.textIfAny(row, "worker"),
                PostgresRows.timeIfAny(row, "lease_until"),
                PostgresRows.timeIfAny(row, "claimed_at"),
                PostgresRows.time(row, "created_at"),
                PostgresRows.textIfAny(row, "closed_reason"));
    }

    Answer<WorkerEntry> workers() {
        return transaction.ask(PostgresWork::worker, """
                select w.id, w.name, w.host, w.pid, w.lanes, w.started_at, w.seen_at, w.stopped_at,
                  w.stopped_at is null and w.seen_at > ? as live,
                  (select coalesce(array_agg(r.slug || '#' || i.number order by t.id), '{}')
                   from tasks t join issues i on i.id = t.issue_id join repositories r on r.id = i.repository_id
                   where t.worker_id = w.id and t.state = 'claimed') as busy_with
                from workers w
                where w.seen_at > ?
                order by live desc, w.name, w.id desc
                limit ?
                """, now.minus(LIVE), now.minus(REMEMBERED), MOST_TASKS);
    }

    private static WorkerEntry worker(ResultSet row) throws SQLException {
        return new WorkerEntry(
                row.getLong("id"),
                row.getString("name"),
                row.getString("host"),
                row.getLong("pid"),
                PostgresRows.texts(row, "lanes"),
                PostgresRows.time(row, "started_at"),
                PostgresRows.time(row, "seen_at"),
                PostgresRows.timeIfAny(row, "stopped_at"),
                row.getBoolean("live"),
                PostgresRows.texts(row, "busy_with").stream()
                        .map(IssueKey::parse)
                        .toList());
    }

    private Answer<StateCount> states() {
        return transaction.ask(
                row -> new StateCount(PostgresRows.state(row, "state"), row.getLong("issues")),
                "select state, count(*) as issues from issues group by state");
    }

    /** From the ledger's roll-up: one row per repository and UTC day. */
    private Answer<Spending> spendingToday() {
        return transaction.ask(
                row -> new Spending(PostgresRows.usd(row, "spent"), PostgresRows.usd(row, "reserved")),
                """
                select coalesce(sum(l.spent), 0) as spent, coalesce(sum(l.reserved), 0) as reserved
                from repositories r
                join ledger_totals l on l.scope = 'repository' and l.scope_id = r.id and l.period = ?
                """,
                LocalDate.ofInstant(now, ZoneOffset.UTC).toString());
    }

    private Answer<Counts> counts() {
        return transaction.ask(
                row -> new Counts(
                        row.getLong("live_workers"),
                        row.getLong("queued"),
                        row.getLong("claimed"),
                        row.getLong("dead")),
                """
                select (select count(*) from workers where stopped_at is null and seen_at > ?) as live_workers,
                  (select count(*) from tasks where state = 'queued') as queued,
                  (select count(*) from tasks where state = 'claimed') as claimed,
                  (select count(*) from tasks t where %s) as dead
                """.formatted(DEAD),
                now.minus(LIVE));
    }

    /** How many issues are in a state. */
    private record StateCount(IssueState state, long issues) {}

    /** What was spent and what is reserved. */
    private record Spending(Usd spent, Usd reserved) {}

    /** Live workers, and tasks by their state. */
    private record Counts(long liveWorkers, long queued, long claimed, long dead) {}
}
