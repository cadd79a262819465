package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the queue needs to know of the runs that its claims began. */
public interface ClaimedRuns {
    /** Runs kept in Postgres. */
    static ClaimedRuns postgres() {
        return new PostgresClaimedRuns();
    }

    /**
     * Completes the open run of a claim whose worker fell silent as {@code lost}.
     *
     * @param epoch the task's epoch as that claim raised it
     * @return the run's id; empty when the claim had begun none or it was complete already
     */
    Optional<Long> markLost(Transaction transaction, long taskId, long epoch, Instant at);

    /**
     * Open runs of tasks that were closed or given to others, as by a person who acted meanwhile, and whose worker has signed
     * off, is gone, or has not been seen since {@code silentSince}. No lease is left that would end for them.
     *
     * @return each run's task, with the epoch of that run's claim; at most {@code limit}, oldest first
     */
    List<Task> abandoned(Transaction transaction, Instant silentSince, int limit);
}
