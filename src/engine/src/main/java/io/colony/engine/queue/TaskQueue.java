package io.colony.engine.queue;

import io.colony.engine.database.Answer;
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
     * <p>The queue's order: tenants, and within them repositories, share the workers fairly; within a repository priority
     * comes before age, a point of it for an hour.
     *
     * @param executors only tasks of these executors
     * @param limit at most so many
     */
    default List<Task> lockDue(Transaction transaction, Set<String> executors, Instant now, int limit) {
        return lockDue(transaction, Offer.of(executors), now, limit);
    }

    /** The same for a claimer that has these agents only, or keeps to a limit per repository. */
    List<Task> lockDue(Transaction transaction, Offer offer, Instant now, int limit);

    /**
     * The same for one task, whatever stands before it: for a host that has brought a task its place already. Empty where
     * it is not due any more, somebody else holds it, or its repository has no room.
     */
    Optional<Task> lockDue(Transaction transaction, long taskId, Offer offer, Instant now);

    /** What a task waits for that nobody has; empty where it is claimed, has ended, or waits for nothing. */
    Optional<String> waitsFor(Transaction transaction, long taskId);

    /** The task that is claimed at this epoch and whose lease nobody has taken away; locked, its issue included. */
    Optional<Task> lockClaimed(Transaction transaction, long taskId, long epoch);

    /**
     * Locks and claims due tasks at once, for executors that change nothing besides: for each line that waits one
     * statement, which is a transaction by itself. Where one transaction changes issues as well, take {@link #lockDue},
     * which locks them first.
     *
     * @param limit at most so many
     */
    List<Task> claimBatch(Offer offer, long workerId, Instant now, Duration lease, int limit);

    /** Makes ready what has waited for a time that has come by now; how many tasks. Whoever finds none ready does so too. */
    int promoteDue(Instant now);

    /** When the next task that waits for a time falls due; empty where none does. */
    Optional<Instant> nextDue();

    /**
     * Claims a task locked by {@link #lockDue}: raises its epoch by one and starts its lease. Returns it as it now is.
     *
     * @throws QueueException when it is not queued at that epoch
     */
    default Task claim(Transaction transaction, Task locked, long workerId, Instant now, Duration lease) {
        return askClaim(transaction, locked, workerId, now, lease)
                .first()
                .orElseThrow(() -> new QueueException("Task " + locked.id() + " is not queued at epoch "
                        + locked.epoch() + ". Claim it in the transaction that locked it."));
    }

    /** The same without waiting; empty when it is not queued at that epoch. */
    Answer<Task> askClaim(Transaction transaction, Task locked, long workerId, Instant now, Duration lease);

    /** Extends a lease, in a transaction and on a connection of its own, which work cannot hold up. {@code REVOKED} when the epoch is no longer current. */
    Heartbeat heartbeat(long taskId, long epoch, Instant leaseUntil);

    /** Closes a claimed task as done. {@code false} when the epoch is no longer current. */
    boolean complete(Transaction transaction, long taskId, long epoch, Instant now);

    /** The same in one statement, which is a transaction by itself. */
    boolean complete(long taskId, long epoch, Instant now);

    /**
     * Claims and completes tasks locked by {@link #lockDue}, in one statement: for what is decided within the transaction.
     *
     * @return how many
     */
    int finish(Transaction transaction, List<Task> locked, long workerId, Instant now);

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

    /**
     * Closes the issue's open task, whoever holds it, and queues the next one where there is one; without waiting, so that
     * it travels with the transaction's next statement. Not for the task of a merge, whose turn must be passed on: that is
     * for {@link #cancelOpen} and {@link #enqueue}.
     */
    void replaceOpen(Transaction transaction, long issueId, Optional<NewTask> next, Instant now, String reason);

    /** The issue's open task. */
    Optional<Task> open(Transaction transaction, long issueId);

    /** Locks claimed tasks whose lease ended before {@code now}, at most {@code limit}, skipping locked ones. */
    default List<Task> lockExpired(Transaction transaction, Instant now, int limit) {
        return lockExpired(transaction, now, limit, Set.of());
    }

    /** The same without these tasks. */
    List<Task> lockExpired(Transaction transaction, Instant now, int limit, Set<Long> except);

    /** Ends the leases of everything that a worker holds, so that {@link #lockExpired} finds it at once. */
    void expire(Transaction transaction, long workerId, Instant now);

    /** How often each failure class was counted on the task so far. */
    Map<String, Integer> failures(Transaction transaction, long taskId);

    /**
     * Records that a claimed task, and what its repository asks for from now on, takes an agent that its claimer does not
     * have. Once released, it is lent to those only who offer that agent.
     *
     * @param agent its name; {@link Offer#DEFAULT_AGENT} for the installation's default
     */
    void demandAgent(Transaction transaction, Task claimed, String agent, Instant now);

    /**
     * Forgets the agents that no running worker has, so that somebody reads anew which the repository names: it may have
     * changed. Tasks that wait for one are open to everybody again.
     *
     * @param notedBefore only what was noted before
     * @param seenSince a worker runs that was seen since
     * @return how many repositories
     */
    int forgetAgents(Transaction transaction, Instant notedBefore, Instant seenSince);

    /** Once the transaction is committed, wakes everybody who waits for what it did, in all processes. */
    void wakeAfterCommit(Transaction transaction);

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
