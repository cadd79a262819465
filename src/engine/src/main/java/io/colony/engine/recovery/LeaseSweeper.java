package io.colony.engine.recovery;

import io.colony.engine.ColonyException;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.log.Log;
import io.colony.engine.queue.ClaimedRuns;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.TaskQueue.Release;
import io.colony.engine.workflow.Outcomes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Takes tasks back from workers that fell silent: the run is marked lost, its task goes back into the queue as a transient
 * failure or, after the last retry, becomes a dead letter and its issue failure-blocked. One transaction per task. Safe
 * for use by many threads and processes.
 */
public final class LeaseSweeper {
    private static final Logger LOG = Log.of(LeaseSweeper.class);
    private static final String REASON = "the worker fell silent and its lease ended";

    private final Database database;
    private final Stores stores;
    private final RetryPolicy policy;
    private final LostRunListener listener;
    private final InstantSource clock;

    /** What is changed together. */
    public record Stores(TaskQueue queue, ClaimedRuns runs, IssueStore issues, IssueTransitions transitions) {}

    public LeaseSweeper(
            Database database, Stores stores, RetryPolicy policy, LostRunListener listener, InstantSource clock) {
        this.database = database;
        this.stores = stores;
        this.policy = policy;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Takes back every task whose lease has ended by now. One that cannot be taken back holds up none of the others: it is
     * left to the next sweep, and what went wrong is thrown once the others are through.
     *
     * @return how many were taken back
     */
    public int sweep() {
        Pass pass = new Pass();
        while (pass.next()) {
            // One transaction after the other.
        }
        return pass.result();
    }

    /** One way through all that is expired. Used by one thread. */
    private final class Pass {
        private static final long NONE = -1;

        private final Set<Long> failed = new HashSet<>();
        private Optional<RuntimeException> failure = Optional.empty();
        private long current = NONE;
        private int swept;

        boolean next() {
            current = NONE;
            try {
                database.useTransaction(this::one);
                swept += current == NONE ? 0 : 1;
            } catch (RuntimeException thrown) {
                if (current == NONE) {
                    throw thrown;
                }
                failed.add(current);
                failure.ifPresent(first -> first.addSuppressed(thrown));
                failure = failure.or(() -> Optional.of(thrown));
            }
            return current != NONE;
        }

        private void one(Transaction transaction) {
            Instant now = clock.instant();
            stores.queue().lockExpired(transaction, now, 1, failed).forEach(task -> {
                current = task.id();
                takeBack(transaction, task, now);
            });
        }

        int result() {
            failure.ifPresent(thrown -> {
                throw thrown;
            });
            return swept;
        }
    }

    private void takeBack(Transaction transaction, Task task, Instant now) {
        Optional<Long> run = stores.runs().markLost(transaction, task.id(), task.epoch(), now);
        run.ifPresent(id -> listener.onLostRun(transaction, task, id));
        RetryDecision decision =
                policy.decide(FailureClass.TRANSIENT, stores.queue().failures(transaction, task.id()), task.attempt());
        LOG.warn("Task {} ({} of issue {}): {}; {}", task.id(), task.executor(), task.issueId(), REASON, decision);
        switch (decision) {
            case RetryDecision.Retry retry -> release(transaction, task, now, retry);
            case RetryDecision.GiveUp giveUp -> bury(transaction, task, run, now, giveUp);
        }
    }

    private void release(Transaction transaction, Task task, Instant now, RetryDecision.Retry retry) {
        Release release = new Release(
                now.plus(retry.delay()),
                retry.countsAsAttempt(),
                "another try: " + REASON,
                Optional.of(FailureClass.TRANSIENT.slug()));
        require(stores.queue().release(transaction, task.id(), task.epoch(), release), task);
    }

    private void bury(
            Transaction transaction, Task task, Optional<Long> run, Instant now, RetryDecision.GiveUp giveUp) {
        String reason = REASON + "; " + giveUp.reason();
        require(stores.queue().bury(transaction, task.id(), task.epoch(), now, reason), task);
        Issue issue = stores.issues().get(transaction, task.issueId());
        TransitionRequest failure = new TransitionRequest(
                issue,
                Outcomes.FAILURE,
                Optional.empty(),
                Actor.sentinel("lease-sweeper"),
                reason,
                Optional.of(task.id()),
                run);
        switch (stores.transitions().apply(transaction, failure)) {
            case TransitionResult.Applied applied -> {}
            case TransitionResult.Stale stale -> throw notBlocked(issue, "it moved on while it was locked");
            case TransitionResult.Refused refused -> throw notBlocked(issue, refused.reason());
        }
    }

    private static void require(boolean changed, Task task) {
        if (!changed) {
            throw new ColonyException("Task " + task.id() + " changed its epoch while it was locked at " + task.epoch()
                    + ". Nothing was changed; the next sweep looks again.");
        }
    }

    private static ColonyException notBlocked(Issue issue, String why) {
        return new ColonyException("Issue " + issue.key() + " could not be failure-blocked after its worker was lost: "
                + why + ". Nothing was changed; the next sweep looks again.");
    }
}
