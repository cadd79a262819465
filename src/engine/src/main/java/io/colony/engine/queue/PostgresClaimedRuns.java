package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link ClaimedRuns} in the table {@code agent_runs}. */
final class PostgresClaimedRuns implements ClaimedRuns {
    @Override
    public Optional<Long> markLost(Transaction transaction, long taskId, long epoch, Instant at) {
        return transaction
                .handle()
                .createQuery("""
                        update agent_runs
                        set ended_at = :at, end_kind = 'lost', failure_class = 'transient',
                            reason = 'the worker fell silent and its lease ended'
                        where task_id = :task and epoch = :epoch and ended_at is null
                        returning id
                        """)
                .bind("at", at)
                .bind("task", taskId)
                .bind("epoch", epoch)
                .mapTo(Long.class)
                .findOne();
    }

    @Override
    public List<Task> abandoned(Transaction transaction, Instant silentSince, int limit) {
        return transaction
                .handle()
                .createQuery("""
                        select t.id, t.tenant_id, t.repository_id, t.issue_id, t.executor, t.state, t.priority, r.attempt, r.epoch,
                               greatest(t.run_after, t.held_until) as due, r.worker_id, t.lease_until, t.created_at
                        from agent_runs r
                        join tasks t on t.id = r.task_id
                        join workers w on w.id = r.worker_id
                        where r.ended_at is null and (t.state <> 'claimed' or t.epoch <> r.epoch)
                          and (w.stopped_at is not null or w.seen_at < :silent)
                        order by r.id limit %d
                        """.formatted(limit))
                .bind("silent", silentSince)
                .map(PostgresTaskRow::task)
                .list();
    }
}
