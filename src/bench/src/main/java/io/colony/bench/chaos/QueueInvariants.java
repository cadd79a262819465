package io.colony.bench.chaos;

import io.colony.bench.chaos.Invariant.Query;
import java.util.List;

/** Tasks, runs, epochs, workers. */
final class QueueInvariants {
    /** What follows a result that counted. A claim's own transition names the run, too, but is not its result. */
    private static final String RESULTS =
            "select * from state_transitions where run_id is not null and outcome <> 'claimed' and actor_kind = 'worker'";

    private QueueInvariants() {}

    static List<Invariant> all() {
        return List.of(
                new Query("one-open-task", """
                        select 'issue', issue_id, 'has open tasks:', count(*) from tasks
                        where state in ('queued', 'claimed') group by issue_id having count(*) > 1"""),
                new Query("nothing-is-held", """
                        select 'task', id, 'of issue', issue_id, 'is still claimed, lease until', lease_until from tasks
                        where state = 'claimed'"""),
                new Query("every-task-is-there", """
                        select 'run', r.id, 'names task', r.task_id, 'which is gone' from agent_runs r
                        where not exists (select from tasks t where t.id = r.task_id)
                        union all
                        select 'transition', tr.id, 'names task', tr.task_id, 'which is gone' from state_transitions tr
                        where tr.task_id is not null and not exists (select from tasks t where t.id = tr.task_id)"""),
                new Query("epochs-grow", """
                        select 'run', id, 'of task', task_id, 'has epoch', epoch, 'after', before, '' from (
                          select id, task_id, epoch, lag(epoch) over (partition by task_id order by id) as before
                          from agent_runs) r
                        where epoch <= before
                        union all
                        select 'task', t.id, 'is at epoch', t.epoch, 'and its run', r.id, 'had', r.epoch, ''
                        from tasks t join agent_runs r on r.task_id = t.id
                        where t.epoch < r.epoch or (t.closed_at is not null and t.epoch = r.epoch)"""),
                new Query("no-late-result-counts", """
                        select 'transition', t.id, 'of issue', t.issue_id, 'comes of run', r.id, 'at epoch', r.epoch,
                               'but run', later.id, 'of that task has epoch', later.epoch
                        from (%s) t join agent_runs r on r.id = t.run_id
                        join agent_runs later on later.task_id = r.task_id and later.epoch > r.epoch""".formatted(RESULTS)),
                new Query("results-come-of-runs-that-counted", """
                        select 'transition', t.id, 'of issue', t.issue_id, 'comes of run', r.id, 'which ended as', r.end_kind
                        from (%s) t join agent_runs r on r.id = t.run_id
                        where r.end_kind is null or r.end_kind not in ('completed', 'failed')""".formatted(RESULTS)),
                new Query("not-run-twice-at-once", """
                        with counted as (
                          select w.* from witness.runs w join agent_runs r on r.id = w.run_id
                          where r.end_kind in ('completed', 'failed') and w.ended_at is not null)
                        select 'issue', a.issue_id, 'runs', a.run_id, 'and', b.run_id, 'overlap'
                        from counted a join counted b on a.issue_id = b.issue_id and a.run_id < b.run_id
                        where a.started_at < b.ended_at and b.started_at < a.ended_at"""),
                new Query("completed-once", """
                        select 'task', task_id, 'was completed by runs', string_agg(id::text, ',') from agent_runs
                        where end_kind = 'completed' and outcome <> 'parked' group by task_id having count(*) > 1
                        union all
                        select 'task', t.id, 'is done without a run that completed it', '' from tasks t
                        where t.state = 'done' and t.executor <> 'admit' and not exists (
                          select from agent_runs r where r.task_id = t.id and r.end_kind = 'completed')"""),
                new Query("every-result-was-worked-for", """
                        select 'run', r.id, 'of task', r.task_id, 'counted, and nobody saw it begin and end'
                        from agent_runs r left join witness.runs w on w.run_id = r.id
                        where r.end_kind = 'completed' and r.outcome <> 'parked' and w.ended_at is null"""),
                new Query("every-run-ends", """
                        select 'run', id, 'of task', task_id, 'of issue', issue_id, 'never ended' from agent_runs
                        where ended_at is null"""),
                new DeadWorkersGone());
    }

    /** Workers of this machine that are listed as running, and whose process is gone. */
    private record DeadWorkersGone() implements Invariant {
        @Override
        public String name() {
            return "dead-workers-are-noticed";
        }

        @Override
        public List<Violation> broken(SqlClient store) {
            return store.rows("select pid, id, name from workers where stopped_at is null").stream()
                    .filter(row -> ProcessHandle.of(Long.parseLong(row.get(0))).isEmpty())
                    .map(row -> new Violation(
                            name(), "worker " + row.get(1) + " (" + row.get(2) + ") is gone and counts as running"))
                    .toList();
        }
    }
}
