package io.colony.engine.status;

import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What is going on at present: tasks, workers, and the figures of the home page. */
final class PostgresWork {
    private static final Duration LIVE = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int MOST_TASKS = 500;
    private static final String TASK = """
            select t.id, r.slug || '#' || i.number as issue, t.executor, t.state, t.priority, t.attempt, t.epoch,
              t.failures, greatest(t.run_after, t.held_until) as run_after,
              case when t.state = 'queued' and t.demand like 'stage@%' and not exists (
                  select from workers a
                  where a.stopped_at is null and a.seen_at > :live and substr(t.demand, 7) = any(a.agents))
                then case when t.demand = 'stage@' then 'no running worker has an agent for repositories that name none'
                  else 'no running worker has agent ' || quote_literal(substr(t.demand, 7)) end
                else t.waits_for end as waits_for, w.name as worker, t.lease_until, t.claimed_at, t.created_at,
              t.closed_reason
            from tasks t
            join issues i on i.id = t.issue_id
            join repositories r on r.id = i.repository_id
            left join workers w on w.id = t.worker_id and t.state = 'claimed'
            """;
    /** A task that was given up counts until its issue has a newer one. */
    private static final String DEAD = """
            t.state = 'dead' and not exists (select 1 from tasks n where n.issue_id = t.issue_id and n.id > t.id)
            """;

    private final Handle handle;
    private final Instant now;

    PostgresWork(Handle handle, Instant now) {
        this.handle = handle;
        this.now = now;
    }

    Overview overview() {
        Map<StateGroup, Long> issues = groups();
        Spending today = spendingToday();
        return new Overview(
                issues.getOrDefault(StateGroup.WAITING, 0L),
                issues.getOrDefault(StateGroup.IN_FLIGHT, 0L),
                issues.getOrDefault(StateGroup.BLOCKED, 0L),
                issues.getOrDefault(StateGroup.AWAITING_PERSON, 0L),
                issues.getOrDefault(StateGroup.DONE, 0L),
                issues.getOrDefault(StateGroup.CANCELLED, 0L),
                today.spent(),
                today.reserved(),
                liveWorkers(),
                count("select count(*) from tasks where state = 'queued'"),
                count("select count(*) from tasks where state = 'claimed'"),
                count("select count(*) from tasks t where " + DEAD));
    }

    List<TaskEntry> tasks() {
        return PostgresRows.query(
                        handle,
                        TaskEntry.class,
                        TASK + "where t.state in ('queued', 'claimed') or (" + DEAD + ")" + """
                order by array_position(array['claimed', 'queued', 'dead'], t.state), t.priority desc, t.run_after, t.id
                limit :limit
                """)
                .bind("live", now.minus(LIVE))
                .bind("limit", MOST_TASKS)
                .mapTo(TaskEntry.class)
                .list();
    }

    Optional<TaskEntry> open(long issueId) {
        return PostgresRows.query(
                        handle,
                        TaskEntry.class,
                        TASK + "where t.issue_id = :issue and t.state in ('queued', 'claimed')")
                .bind("live", now.minus(LIVE))
                .bind("issue", issueId)
                .mapTo(TaskEntry.class)
                .findOne();
    }

    List<WorkerEntry> workers() {
        return PostgresRows.query(handle, WorkerEntry.class, """
                select w.id, w.name, w.host, w.pid, w.lanes, w.started_at, w.seen_at, w.stopped_at,
                  w.stopped_at is null and w.seen_at > :live as live,
                  (select coalesce(array_agg(r.slug || '#' || i.number order by t.id), '{}')
                   from tasks t join issues i on i.id = t.issue_id join repositories r on r.id = i.repository_id
                   where t.worker_id = w.id and t.state = 'claimed') as busy_with
                from workers w
                where w.seen_at > :remembered
                order by live desc, w.name, w.id desc
                limit :limit
                """)
                .bind("live", now.minus(LIVE))
                .bind("remembered", now.minus(REMEMBERED))
                .bind("limit", MOST_TASKS)
                .mapTo(WorkerEntry.class)
                .list();
    }

    private Map<StateGroup, Long> groups() {
        Map<StateGroup, Long> groups = new EnumMap<>(StateGroup.class);
        handle.createQuery("select state, count(*) as issues from issues group by state")
                .map((row, context) -> new StateCount(new IssueState(row.getString("state")), row.getLong("issues")))
                .forEach(row -> groups.merge(StateGroup.of(row.state()), row.issues(), Long::sum));
        return groups;
    }

    /** From the ledger's roll-up: one row per repository and UTC day. */
    private Spending spendingToday() {
        return handle.createQuery("""
                select coalesce(sum(l.spent), 0) as spent, coalesce(sum(l.reserved), 0) as reserved
                from repositories r
                join ledger_totals l on l.scope = 'repository' and l.scope_id = r.id and l.period = :day
                """)
                .bind("day", LocalDate.ofInstant(now, ZoneOffset.UTC).toString())
                .map((row, context) ->
                        new Spending(new Usd(row.getBigDecimal("spent")), new Usd(row.getBigDecimal("reserved"))))
                .one();
    }

    private long liveWorkers() {
        return handle.createQuery("select count(*) from workers where stopped_at is null and seen_at > :live")
                .bind("live", now.minus(LIVE))
                .mapTo(Long.class)
                .one();
    }

    private long count(String sql) {
        return handle.createQuery(sql).mapTo(Long.class).one();
    }

    /** How many issues are in a state. */
    private record StateCount(IssueState state, long issues) {}

    /** What was spent and what is reserved. */
    private record Spending(Usd spent, Usd reserved) {}
}
