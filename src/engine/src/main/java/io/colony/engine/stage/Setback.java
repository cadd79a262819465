package io.colony.engine.stage;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.recovery.Breaker;
import io.colony.engine.recovery.BreakerKey;
import io.colony.engine.recovery.Breakers;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.recovery.RetryDecision;
import io.colony.engine.recovery.RetryPolicy;
import io.colony.engine.recovery.StartGate;
import io.colony.engine.workflow.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a failed or rejected attempt leads to: the same stage again, or an issue that waits for an operator. */
final class Setback {
    /** A code host's Retry-After is honoured so far; then it is asked once more. */
    private static final Duration LONGEST_STATED_WAIT = Duration.ofHours(24);

    private final Dispatcher.Stores stores;
    private final RetryPolicy retryPolicy;
    private final Breakers breakers;

    Setback(Dispatcher.Stores stores, RetryPolicy retryPolicy, Breakers breakers) {
        this.stores = stores;
        this.retryPolicy = retryPolicy;
        this.breakers = breakers;
    }

    /**
     * Where it happens.
     *
     * @param issue as it is now, locked
     * @param agent how far its agent program came
     */
    record Scene(
            Transaction transaction, Issue issue, ClaimedTask claim, String workerName, Agent agent, Instant now) {}

    /** How far an agent program came. */
    enum Agent {
        /** None was started. */
        NONE,
        /** It ended before its model said or did anything. */
        STARTED,
        /** Its model said or did something. */
        WORKED
    }

    /** Tries again later or gives up; {@code false} when the task is somebody else's by now. */
    boolean fail(Scene scene, StageOutcome.Failed failed) {
        RetryDecision decision = decide(scene, failed.failureClass());
        boolean current = switch (decision) {
            case RetryDecision.Retry retry -> again(scene, failed, retry);
            case RetryDecision.GiveUp giveUp -> {
                boolean buried = stores.queue()
                        .bury(
                                scene.transaction(),
                                scene.claim().task().id(),
                                scene.claim().task().epoch(),
                                scene.now(),
                                failed.reason());
                if (buried) {
                    block(scene, failed.reason() + " (" + giveUp.reason() + ")");
                }
                yield buried;
            }
        };
        if (current && failed.failureClass() == FailureClass.CONTENT) {
            count(scene, decision, failed.reason());
        }
        return current;
    }

    private boolean again(Scene scene, StageOutcome.Failed failed, RetryDecision.Retry retry) {
        return stores.queue()
                .release(
                        scene.transaction(),
                        scene.claim().task().id(),
                        scene.claim().task().epoch(),
                        new TaskQueue.Release(
                                due(scene, failed, retry),
                                retry.countsAsAttempt(),
                                "another try after: " + failed.reason(),
                                Optional.of(counted(scene, failed))));
    }

    private static String counted(Scene scene, StageOutcome.Failed failed) {
        boolean refusedAfterWork = failed.failureClass() == FailureClass.PROVIDER && scene.agent() == Agent.WORKED;
        return refusedAfterWork ? Refusals.AFTER_WORK : failed.failureClass().slug();
    }

    /**
     * Where the back end's breaker holds it, it is due now, and so stands behind the others that are held: the next probe is
     * another one's, if there is any. Else it waits by itself.
     */
    private static Instant due(Scene scene, StageOutcome.Failed failed, RetryDecision.Retry retry) {
        if (failed.failureClass() == FailureClass.PROVIDER
                && scene.agent() != Agent.NONE
                && StartGate.holdsForBackEnd(scene.claim().task().executor())) {
            return scene.now();
        }
        Duration stated = failed.notBefore()
                .map(at -> Duration.between(scene.now(), at))
                .filter(Duration::isPositive)
                .map(wait -> wait.compareTo(LONGEST_STATED_WAIT) < 0 ? wait : LONGEST_STATED_WAIT)
                .orElse(Duration.ZERO);
        return scene.now().plus(retry.atLeast(stated).delay());
    }

    /** Counts an attempt that was sent back for its content; {@code true} when that opened the breaker. */
    boolean rejected(Scene scene, String reason) {
        RetryDecision decision = decide(scene, FailureClass.CONTENT);
        count(scene, decision, reason);
        if (decision instanceof RetryDecision.GiveUp giveUp) {
            block(scene, reason + " (" + giveUp.reason() + ")");
            return true;
        }
        return false;
    }

    /** Asks for the breaker of the claim's stage, without waiting: what {@link #succeeded} goes by. */
    Answer<Breaker> look(Transaction transaction, ClaimedTask claim) {
        return breakers.ask(transaction, key(claim));
    }

    /** The stage did its work. */
    void succeeded(Scene scene, Answer<Breaker> ofStage) {
        breakers.stageSucceeded(scene.transaction(), key(scene.claim()), ofStage.first());
    }

    private RetryDecision decide(Scene scene, FailureClass failureClass) {
        Map<String, Integer> failures = new HashMap<>(stores.queue()
                .failures(scene.transaction(), scene.claim().task().id()));
        failures.put(FailureClass.CONTENT.slug(), breakers.contentFailures(scene.transaction(), key(scene.claim())));
        return retryPolicy.decide(failureClass, failures, scene.claim().task().attempt());
    }

    private void count(Scene scene, RetryDecision decision, String reason) {
        breakers.contentFailed(
                scene.transaction(), key(scene.claim()), decision instanceof RetryDecision.GiveUp, reason, scene.now());
    }

    private static BreakerKey key(ClaimedTask claim) {
        return BreakerKey.issueStage(claim.issue().key(), claim.task().executor());
    }

    /** The issue needs an operator. */
    void block(Scene scene, String reason) {
        TransitionRequest request = TransitionRequest.outcome(
                scene.issue(),
                Outcomes.FAILURE,
                Actor.worker(scene.workerName()),
                reason,
                scene.claim().task().id(),
                scene.claim().runId());
        TransitionResult result = stores.transitions().apply(scene.transaction(), request);
        if (!(result instanceof TransitionResult.Applied)) {
            throw new IllegalStateException("Issue " + scene.issue().key() + " could not be failure-blocked: " + result
                    + ". Nothing was changed; its task goes to another worker when the lease ends.");
        }
    }
}
