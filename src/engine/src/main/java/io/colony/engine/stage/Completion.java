package io.colony.engine.stage;

import io.colony.engine.agent.AgentResult;
import io.colony.engine.database.Answer;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.StopSignal;
import io.colony.engine.queue.DispatchStops;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.recovery.Attempt;
import io.colony.engine.recovery.Breaker;
import io.colony.engine.recovery.BreakerWatch;
import io.colony.engine.recovery.Breakers;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.recovery.RetryPolicy;
import io.colony.engine.stage.Setback.Scene;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Ends a run: its outcome, the issue's transition, what it left and what it cost, in one transaction. A result that comes
 * under an old epoch is kept as evidence and booked, and changes no state.
 */
public final class Completion {
    private static final String REJECTED = "rejected";

    private final Database database;
    private final InstantSource clock;
    private final Dispatcher.Stores stores;
    private final Setback setback;
    private final Refusals refusals;
    private final BreakerWatch watch;
    private final Settlement settlement;
    private final DispatchStops stops = DispatchStops.postgres();

    /** What decides about failures. */
    public record Recovery(RetryPolicy retryPolicy, Breakers breakers) {}

    public Completion(
            Database database,
            InstantSource clock,
            Dispatcher.Stores stores,
            Recovery recovery,
            Settlement settlement) {
        this.database = database;
        this.clock = clock;
        this.stores = stores;
        this.setback = new Setback(stores, recovery.retryPolicy(), recovery.breakers());
        this.refusals = new Refusals(stores.queue(), stores.runs());
        this.watch = new BreakerWatch(recovery.breakers(), stores.queue());
        this.settlement = settlement;
    }

    /** Whether the outcome counted; {@code false} for a late result. */
    public boolean complete(StageExecutor executor, StageSession session, StageOutcome said, String workerName) {
        return database.<Boolean>inTransaction(transaction -> {
            Instant now = clock.instant();
            Answer<Breaker> open = watch.look(transaction);
            Answer<Breaker> ofStage = setback.look(transaction, session.claim());
            Issue issue =
                    stores.issues().lock(transaction, session.claim().issue().id());
            Optional<String> backEnd = backEnd(session);
            Setback.Agent agent = agent(session, backEnd);
            Scene scene = new Scene(transaction, issue, session.claim(), workerName, agent, now);
            StageOutcome outcome = refusals.weigh(scene, said.storable());
            store(transaction, session, outcome, now);
            boolean current = switch (outcome) {
                case StageOutcome.Advanced advanced -> advance(scene, advanced, ofStage);
                case StageOutcome.Parked parked -> release(scene, now.plus(parked.delay()), parked.waitsFor());
                case StageOutcome.Failed failed -> setback.fail(scene, failed);
                // The host drains: whoever comes next goes on. After a revocation there is nothing to give back.
                case StageOutcome.Revoked revoked -> release(scene, now, "a worker: " + revoked.reason());
            };
            // After the task's row, as a claim does, which keeps that lock while it waits for the accounts. Late also
            // because everybody who works for the same tenant waits for these rows.
            settlement.settle(transaction, executor, session, now);
            end(transaction, session, outcome, current, now);
            noteStop(transaction, session);
            Attempt attempt = new Attempt(session.claim().task(), issue.key(), backEnd, agent == Setback.Agent.WORKED);
            watch.ended(transaction, attempt, current ? ending(outcome) : new Attempt.End.Inconclusive(), open, now);
            return current;
        });
    }

    /** What a stop of dispatch has ended is said by it. */
    private void noteStop(Transaction transaction, StageSession session) {
        StopSignal stop = session.stop();
        if (stop.stopped()) {
            stops.noteEnd(transaction, session.claim().runId(), stop.groups(), stop.survivors());
        }
    }

    /** The agent that ran; one that could not be started says nothing about its provider. */
    private static Optional<String> backEnd(StageSession session) {
        return session.agent()
                .filter(run -> run.result().end() != AgentResult.End.NOT_STARTED)
                .map(StageSession.AgentRun::backEnd);
    }

    private static Setback.Agent agent(StageSession session, Optional<String> backEnd) {
        if (backEnd.isEmpty()) {
            return Setback.Agent.NONE;
        }
        boolean worked =
                session.agent().filter(run -> run.result().trace().worked()).isPresent();
        return worked ? Setback.Agent.WORKED : Setback.Agent.STARTED;
    }

    private static Attempt.End ending(StageOutcome outcome) {
        return switch (outcome) {
            case StageOutcome.Advanced advanced ->
                advanced.outcome().equals(REJECTED)
                        ? new Attempt.End.Failed(FailureClass.CONTENT, advanced.reason(), Optional.empty())
                        : new Attempt.End.Succeeded();
            case StageOutcome.Failed failed ->
                new Attempt.End.Failed(failed.failureClass(), failed.reason(), failed.notBefore());
            case StageOutcome.Parked parked -> new Attempt.End.Inconclusive();
            case StageOutcome.Revoked revoked -> new Attempt.End.Inconclusive();
        };
    }

    /** Whether the store answers at all. */
    boolean storeAnswers() {
        try {
            database.ping();
            return true;
        } catch (RuntimeException away) {
            return false;
        }
    }

    private boolean advance(Scene scene, StageOutcome.Advanced advanced, Answer<Breaker> ofStage) {
        ClaimedTask claim = scene.claim();
        if (!stores.queue()
                .complete(scene.transaction(), claim.task().id(), claim.task().epoch(), scene.now())) {
            return false;
        }
        if (advanced.outcome().equals(REJECTED)) {
            if (setback.rejected(scene, advanced.reason())) {
                return true;
            }
        } else {
            setback.succeeded(scene, ofStage);
        }
        TransitionRequest request = TransitionRequest.outcome(
                scene.issue(),
                advanced.outcome(),
                Actor.worker(scene.workerName()),
                advanced.reason(),
                claim.task().id(),
                claim.runId());
        if (stores.transitions().apply(scene.transaction(), request) instanceof TransitionResult.Refused refused) {
            setback.block(scene, "The workflow refused the outcome: " + refused.reason());
        }
        return true;
    }

    private boolean release(Scene scene, Instant at, String waitsFor) {
        return stores.queue()
                .release(
                        scene.transaction(),
                        scene.claim().task().id(),
                        scene.claim().task().epoch(),
                        new TaskQueue.Release(at, false, waitsFor, Optional.empty()));
    }

    private void store(Transaction transaction, StageSession session, StageOutcome outcome, Instant now) {
        long issueId = session.claim().issue().id();
        long runId = session.claim().runId();
        List<Artifact> artifacts = new ArrayList<>(session.artifacts());
        if (outcome instanceof StageOutcome.Failed failed) {
            artifacts.add(new Artifact(
                    "failure",
                    Json.object().put("class", failed.failureClass().slug()).put("reason", failed.reason())));
        }
        artifacts.forEach(artifact -> stores.runs().addArtifact(transaction, issueId, runId, artifact, now));
        session.gates()
                .forEach(record -> stores.judgements()
                        .addGateResults(
                                transaction,
                                new JudgementStore.Commits(issueId, runId, record.headSha(), record.baseSha()),
                                record.results(),
                                now));
    }

    private static RunStore.AgentEnd agentEnd(StageSession.AgentRun agent) {
        OptionalInt exit = agent.result().exitCode();
        return new RunStore.AgentEnd(
                agent.usage().model(),
                exit.isPresent() ? Optional.of(exit.getAsInt()) : Optional.empty(),
                agent.endedAt());
    }

    private void end(
            Transaction transaction, StageSession session, StageOutcome outcome, boolean current, Instant now) {
        if (current) {
            session.verdict().ifPresent(verdict -> {
                stores.judgements()
                        .voidVerdicts(transaction, session.claim().issue().id(), "A newer verdict was given.", now);
                stores.judgements().addVerdict(transaction, verdict, now);
            });
            tell(transaction, session, now);
        }
        stores.runs()
                .complete(
                        transaction,
                        runEnd(session.claim().runId(), outcome, current, now),
                        session.agent().map(Completion::agentEnd));
    }

    private void tell(Transaction transaction, StageSession session, Instant now) {
        if (session.tellings().isEmpty()) {
            return;
        }
        Usd spent = stores.ledger().spent(transaction, session.claim().account());
        session.tellings()
                .forEach(telling -> stores.outbox()
                        .add(
                                transaction,
                                session.claim().issue().id(),
                                telling.marker(),
                                telling.projection().apply(spent),
                                now));
    }

    private static RunStore.RunEnd runEnd(long runId, StageOutcome outcome, boolean current, Instant now) {
        Optional<String> none = Optional.empty();
        RunStore.RunEnd end = switch (outcome) {
            case StageOutcome.Advanced advanced ->
                new RunStore.RunEnd(runId, "completed", Optional.of(advanced.outcome()), none, advanced.reason(), now);
            case StageOutcome.Parked parked ->
                new RunStore.RunEnd(
                        runId, "completed", Optional.of("parked"), none, "Waits for " + parked.waitsFor(), now);
            case StageOutcome.Failed failed ->
                new RunStore.RunEnd(
                        runId, "failed", none, Optional.of(failed.failureClass().slug()), failed.reason(), now);
            case StageOutcome.Revoked revoked ->
                new RunStore.RunEnd(runId, "revoked", none, none, revoked.reason(), now);
        };
        return current
                ? end
                : new RunStore.RunEnd(
                        runId,
                        "revoked",
                        end.outcome(),
                        end.failureClass(),
                        "Came too late, changed nothing: " + end.reason(),
                        now);
    }
}
