package io.colony.engine.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * One piece of work for one executor on one issue.
 *
 * @param executor which executor runs it, such as {@code develop}
 * @param attempt from 1; raised when a failed attempt is queued again
 * @param epoch the fencing token: raised by every claim, release and close
 * @param runAfter not claimed before
 * @param leaseUntil present while claimed: the instant after which the claim counts as lost
 */
public record Task(
        long id,
        long tenantId,
        long repositoryId,
        long issueId,
        String executor,
        TaskState state,
        int priority,
        int attempt,
        long epoch,
        Instant runAfter,
        Optional<Long> workerId,
        Optional<Instant> leaseUntil,
        Instant createdAt) {}
