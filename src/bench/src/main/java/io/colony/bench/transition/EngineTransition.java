package io.colony.bench.transition;

import io.colony.bench.harness.Load;
import io.colony.bench.harness.Recorder;
import io.colony.bench.store.EngineStore;
import io.colony.bench.store.StoreFill;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A transition by the engine's {@code IssueTransitions}: {@code triggered} takes an issue from unlabeled to new. */
final class EngineTransition implements Load.Client {
    private final EngineStore store;
    private final AtomicLong next;
    private final AtomicLong applied;
    private final long issues;

    /**
     * @param next the last issue that was moved, of all clients
     * @param applied counts what the engine said it applied
     */
    EngineTransition(EngineStore store, AtomicLong next, AtomicLong applied, long issues) {
        this.store = store;
        this.next = next;
        this.applied = applied;
        this.issues = issues;
    }

    @Override
    public boolean step(Recorder recorder) {
        long id = next.incrementAndGet();
        TransitionRequest request =
                TransitionRequest.event(issue(id), "triggered", Actor.mayor(), "The label was set.");
        long start = System.nanoTime();
        TransitionResult result = store.database()
                .<TransitionResult>inTransaction(
                        transaction -> store.stores().transitions().apply(transaction, request));
        recorder.record(System.nanoTime() - start);
        if (result instanceof TransitionResult.Applied) {
            applied.incrementAndGet();
        }
        return id < issues;
    }

    /** As the store was filled. */
    private static Issue issue(long id) {
        StoreFill fill = StoreFill.WIDE;
        return new Issue(
                id,
                fill.tenant(id),
                fill.repository(id),
                new IssueKey("acme/r" + fill.repository(id), id),
                "Issue " + id,
                "ann",
                new IssueState("unlabeled"),
                Optional.empty(),
                1,
                "colony-default",
                StoreFill.WORKFLOW_VERSION,
                0,
                1,
                "main",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
