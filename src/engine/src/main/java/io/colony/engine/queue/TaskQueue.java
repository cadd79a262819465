package io.colony.engine.queue;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The durable queue. An issue has at most one open (queued or claimed) task.
 *
 * <p>Every claim, release and close raises the task's epoch; an act that names an older epoch is answered
 * {@code false} and has changed nothing. Methods that take a {@link Transaction} take part in it, so that a task changes
 * together with the issue, the run and the ledger. Safe for use by many threads and processes.
 *
 * <p>Order of locks: the issue, then its task. {@link #lockDue} and {@link #lockExpired} take both and skip what somebody
 * else holds; whoever completes, releases or buries a task and moves its issue in one transaction calls
 * {@code IssueStore.lock} first.
 */
public interface TaskQueue {
    /**
     * A queue in Postgres.
     *
     * @param wakeUp told after each commit that put a task into the queue
     */
    static TaskQueue postgres(Database database, WakeUp wakeUp) {
        return new PostgresTaskQueue(database, wakeUp);
    }

    /** Creates a queued task. The issue must have no open one. */
    Task enqueue(Transaction transaction, NewTask task);

    /**
     * Locks, in the queue's order, the next queued tasks that are due and that no other transaction holds, and lends
     * them for inspection. Nothing is claimed yet: {@link #claim} does that within the same transaction.
     *
     * @param executors only tasks of these executors
     * @param limit at most so many
     */
    List<Task> lockDue(Transaction transaction, Set<String> executors, Instant now, int limit);

    /** Claims a task locked by {@link #lockDue}: raises its epoch and starts its lease. Returns it as it now is. */
    Task claim(Transaction transaction, Task locked, long workerId, Instant now, Duration lease);

    /** Extends a lease, in a transaction of its own. {@code REVOKED} when the epoch is no longer current. */
    Heartbeat heartbeat(long taskId, long epoch, Instant leaseUntil);

    /** Closes a claimed task as done. {@code false} when the epoch is no longer current. */
    boolean complete(Transaction transaction, long taskId, long epoch, Instant now);

    /** Puts a claimed task back into the queue. {@code false} when the epoch is no longer current. */
    boolean release(Transaction transaction, long taskId, long epoch, Release release);

    /** Postpones a queued task that may not start yet; its place among equals stays. */
    void postpone(Transaction transaction, Task locked, Instant runAfter, String waitsFor);

    /**
     * Makes postponed tasks due at once that wait for something that has come. Those that somebody looks at right now are
     * passed over, and come at the end of their hold.
     *
     * @param waitsFor how what they wait for begins, as {@link #postpone} was told
     * @return how many those were
     */
    int resumeHeld(Transaction transaction, String waitsFor);

    /** Closes a claimed task as a dead letter. {@code false} when the epoch is no longer current. */
    boolean bury(Transaction transaction, long taskId, long epoch, Instant now, String reason);

    /** Closes the issue's open task, whoever holds it, and raises its epoch. Empty when there was none. */
    Optional<Task> cancelOpen(Transaction transaction, long issueId, Instant now, String reason);

    /** The issue's open task. */
    Optional<Task> open(Transaction transaction, long issueId);

    /** Locks claimed tasks whose lease ended before {@code now}, at most {@code limit}, skipping locked ones. */
    List<Task> lockExpired(Transaction transaction, Instant now, int limit);

    /** Ends the leases of everything that a worker holds, so that {@link #lockExpired} finds it at once. */
    void expire(Transaction transaction, long workerId, Instant now);

    /** How often each failure class was counted on the task so far. */
    Map<String, Integer> failures(Transaction transaction, long taskId);

    /** A task to be created. */
    record NewTask(
            long tenantId,
            long repositoryId,
            long issueId,
            String executor,
            int priority,
            Instant runAfter,
            Instant createdAt) {}

    /**
     * How a claimed task goes back.
     *
     * @param runAfter when it is due again
     * @param nextAttempt whether what happened counts as an attempt (a park for pending checks does not)
     * @param waitsFor what it now waits for, in words for people
     * @param failureClass counted in the task's memory of failures, where the release is for a failure
     */
    record Release(Instant runAfter, boolean nextAttempt, String waitsFor, Optional<String> failureClass) {}

    /** The answer to a heartbeat. */
    enum Heartbeat {
        /** The lease was extended. */
        EXTENDED,
        /** Somebody closed or took the task: save a recovery ref, end the process tree, book the cost, change nothing. */
        REVOKED
    }
}
