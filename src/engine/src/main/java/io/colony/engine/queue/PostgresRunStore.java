package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.Optional;

/** {@link RunStore} in the table {@code agent_runs}. */
final class PostgresRunStore implements RunStore {
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
}
