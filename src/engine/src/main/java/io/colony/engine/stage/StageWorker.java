package io.colony.engine.stage;

import io.colony.engine.ColonyException;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.git.GitException;
import io.colony.engine.log.Log;
import io.colony.engine.process.StopSignal;
import io.colony.engine.process.Stopped;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.recovery.FailureClass;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** One worker: claims a task, runs it, completes it. {@link #step} is called by one thread, {@link #stop} by any. */
public final class StageWorker {
    private static final Logger LOG = Log.of(StageWorker.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Duration STORE_AWAY = Duration.ofSeconds(2);

    private static final int MOST_REFUSALS = 2;

    private final Identity identity;
    private final Dispatcher dispatcher;
    private final Completion completion;
    private final Map<String, StageExecutor> executors;
    private final Leases leases;
    private final WakeUp retry = WakeUp.inProcess();
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** As the store knows the worker. */
    public record Identity(long id, String name) {}

    public StageWorker(
            Identity identity,
            Dispatcher dispatcher,
            Completion completion,
            Map<String, StageExecutor> executors,
            Leases leases) {
        this.identity = identity;
        this.dispatcher = dispatcher;
        this.completion = completion;
        this.executors = executors;
        this.leases = leases;
    }

    /** No task is claimed any more; the one under way is for its stop signal to end. */
    public void stop() {
        stopping.set(true);
    }

    /** Claims one task and runs it to its end; whether there was one. */
    public boolean step() {
        if (stopping.get()) {
            return false;
        }
        Optional<ClaimedTask> claim = dispatcher.claim(identity.id(), identity.name());
        claim.ifPresent(claimed -> work(claimed, new StopSignal()));
        return claim.isPresent();
    }

    /** Runs a claimed task to its end; what came of it. Empty where this was stopped before the result could be stored. */
    Optional<StageOutcome> work(ClaimedTask claim, StopSignal stop) {
        StageExecutor executor = executor(claim);
        StageSession session = new StageSession(claim, stop);
        leases.hold(claim, session.stop());
        if (stopping.get()) {
            // Claimed while the host began to drain: whoever stopped the others could not see this one yet.
            session.stop().stop("this process is shutting down");
        }
        try {
            StageOutcome outcome = run(executor, session);
            return complete(executor, session, outcome) ? Optional.of(outcome) : Optional.empty();
        } finally {
            leases.letGo(claim);
        }
    }

    private StageExecutor executor(ClaimedTask claim) {
        StageExecutor executor = executors.get(claim.task().executor());
        if (executor == null) {
            throw new IllegalStateException("Task " + claim.task().id() + " was claimed for the executor '"
                    + claim.task().executor()
                    + "', which this process does not have. Another worker gets the task when the lease ends; please report"
                    + " this.");
        }
        return executor;
    }

    private StageOutcome run(StageExecutor executor, StageSession session) {
        try {
            return executor.run(session);
        } catch (AgentMissing missing) {
            return new StageOutcome.Parked(
                    dispatcher.demandAgent(session.claim(), missing.agent()), missing.waitsFor());
        } catch (Stopped stopped) {
            return new StageOutcome.Revoked(String.valueOf(stopped.getMessage()));
        } catch (StageFailure failure) {
            return new StageOutcome.Failed(failure.failureClass(), failure.getMessage());
        } catch (ForgeException failure) {
            return new StageOutcome.Failed(
                    failure.worthRetrying() ? FailureClass.TRANSIENT : FailureClass.PERMANENT,
                    failure.getMessage(),
                    failure.retryAfter().map(dispatcher.now()::plus));
        } catch (DatabaseException failure) {
            // The store's trouble is no failed attempt: it would open the breakers of everything that was under way.
            return new StageOutcome.Parked(STORE_AWAY, "the store: " + failure.getMessage());
        } catch (HandsLost failure) {
            // Whoever was asked to stop may not have answered any more: that is no failure of the attempt.
            return session.stop()
                    .reason()
                    .<StageOutcome>map(why -> new StageOutcome.Revoked(why + ". " + failure.getMessage()))
                    .orElseGet(() -> new StageOutcome.Failed(FailureClass.TRANSIENT, failure.getMessage()));
        } catch (GitException failure) {
            return new StageOutcome.Failed(FailureClass.TRANSIENT, failure.getMessage());
        } catch (ColonyException failure) {
            return new StageOutcome.Failed(FailureClass.PERMANENT, failure.getMessage());
        } catch (RuntimeException | VirtualMachineError failure) {
            // What an agent leaves can be too much for memory or stack: that must not end the worker.
            LOG.error("{} failed in stage {}", identity.name(), executor.name(), failure);
            return new StageOutcome.Failed(
                    FailureClass.TRANSIENT, "An unexpected error in stage " + executor.name() + ": " + failure);
        }
    }

    /**
     * A result is worth money: while the store is away it is kept and tried again. One that the store answers but does
     * not take becomes a failed attempt, so that its task is not held for ever.
     */
    boolean complete(StageExecutor executor, StageSession session, StageOutcome outcome) {
        Storing storing = tryUntilAnswered(executor, session, outcome);
        return switch (storing) {
            case Storing.Stored stored -> true;
            case Storing.GivenUp givenUp -> false;
            case Storing.Refused refused ->
                tryUntilAnswered(
                                executor,
                                session.withCostOnly(),
                                new StageOutcome.Failed(
                                        FailureClass.TRANSIENT, "The result could not be stored: " + refused.why()))
                        instanceof Storing.Stored;
        };
    }

    /** What came of storing a result. */
    private sealed interface Storing {
        record Stored() implements Storing {}

        /** This worker was stopped meanwhile. */
        record GivenUp() implements Storing {}

        record Refused(String why) implements Storing {}
    }

    private Storing tryUntilAnswered(StageExecutor executor, StageSession session, StageOutcome outcome) {
        int refusals = 0;
        while (true) {
            try {
                completion.complete(executor, session, outcome, identity.name());
                return new Storing.Stored();
            } catch (RuntimeException | VirtualMachineError failure) {
                // What a run leaves can be too much for memory or stack: it is booked all the same, without what it
                // left.
                LOG.warn(
                        "{} could not complete task {}: {}",
                        identity.name(),
                        session.claim().task().id(),
                        failure.getMessage(),
                        failure);
                // A store with a full disk answers and takes nothing: that is its own trouble, not the result's.
                refusals += !(failure instanceof DatabaseException) && completion.storeAnswers() ? 1 : 0;
                if (refusals == MOST_REFUSALS) {
                    return new Storing.Refused(
                            failure.getMessage() == null ? failure.toString() : failure.getMessage());
                }
                if (stopping.get() || !waited()) {
                    return new Storing.GivenUp();
                }
            }
        }
    }

    private boolean waited() {
        try {
            retry.await(retry.ticket(), RETRY);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
