package io.colony.bench.chaos;

import io.colony.bench.chaos.Script.Ending;
import io.colony.bench.chaos.Script.Visit;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.ClaimedTask;
import io.colony.engine.stage.StageExecutor;
import io.colony.engine.stage.StageOutcome;
import io.colony.engine.stage.StageSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A stage without agent and git: it comes to what its script says, and brings that in the script's manner. */
final class SimulatedStage implements StageExecutor {
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final String name;
    private final String role;
    private final StageTools tools;
    private final SimulatedActs acts;

    SimulatedStage(String name, String role, StageTools tools) {
        this.name = name;
        this.role = role;
        this.tools = tools;
        this.acts = new SimulatedActs(tools);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public boolean costsMoney() {
        return true;
    }

    @Override
    public StageOutcome run(StageSession session) {
        ClaimedTask claim = session.claim();
        Visit visit = tools.script()
                .visit(
                        claim.issue().key().number(),
                        name,
                        tools.witness().visits(claim),
                        tools.witness().calm());
        tools.witness().began(claim, visit.manner());
        StageOutcome outcome = visit.manner() == Manner.DEAF
                ? deaf(session, visit)
                : stopped(session).orElseGet(() -> worked(session, visit));
        tools.witness().ended(claim, outcome.toString());
        return switch (visit.manner()) {
            case PROMPT, DEAF -> outcome;
            case HELD -> held(session, outcome);
            case TWICE -> twice(session, outcome);
        };
    }

    private static Optional<StageOutcome> stopped(StageSession session) {
        return session.stop().reason().map(StageOutcome.Revoked::new);
    }

    private StageOutcome worked(StageSession session, Visit visit) {
        if (!agent(session, visit, session.stop())) {
            return new StageOutcome.Revoked("The run was given up for lost before its agent started.");
        }
        return stopped(session).orElseGet(() -> come(session, visit.ending()));
    }

    /** Hears nothing of being stopped: only the epoch keeps what it brings from counting. */
    private StageOutcome deaf(StageSession session, Visit visit) {
        tools.witness().fault(visit.manner().slug());
        agent(session, visit, new StopSignal());
        Pause.of(Duration.ofMillis(400));
        return come(session, visit.ending());
    }

    private boolean agent(StageSession session, Visit visit, StopSignal stop) {
        Instant now = tools.clock().instant();
        boolean started = tools.database()
                .<Boolean>inTransaction(transaction -> tools.stores()
                        .runs()
                        .agentStarted(transaction, session.claim().runId(), "simulated", "none", now));
        if (started) {
            session.agentRan("simulated", result(visit, false), now);
            Witness.work(stop, visit.work());
            session.agentRan(
                    "simulated", result(visit, visit.costKnown()), tools.clock().instant());
        }
        return started;
    }

    private static AgentResult result(Visit visit, boolean known) {
        AgentUsage usage =
                new AgentUsage(Optional.of("simulated"), 1, 1_000, 100, 0, 0, Optional.of(new Usd(visit.usd())));
        return new AgentResult(
                End.COMPLETED, Optional.empty(), usage, known, OptionalInt.of(0), visit.work(), "simulated");
    }

    private StageOutcome come(StageSession session, Ending ending) {
        return switch (ending) {
            case Ending.Result result -> acts.result(session, result.outcome());
            case Ending.Failure failure ->
                new StageOutcome.Failed(failure.failureClass(), "The plan has it fail: " + failure.failureClass());
            case Ending.Park park -> new StageOutcome.Parked(park.delay(), "nothing; the plan parks it");
        };
    }

    /** Lets its own lease end, and brings the result once the task is somebody else's. */
    private StageOutcome held(StageSession session, StageOutcome outcome) {
        tools.witness().fault(Manner.HELD.slug());
        ClaimedTask claim = session.claim();
        Instant until = tools.clock().instant().plus(LONGEST_HOLD);
        long taken = claim.task().epoch() + 2;
        while (tools.clock().instant().isBefore(until)
                && tools.witness().epoch(claim.task().id()).orElse(0L) < taken) {
            claim.task().workerId().ifPresent(this::letLeaseEnd);
            Pause.of(LOOK);
        }
        return outcome;
    }

    private void letLeaseEnd(long workerId) {
        try {
            tools.database()
                    .useTransaction(transaction -> tools.stores()
                            .queue()
                            .expire(transaction, workerId, tools.clock().instant()));
        } catch (RuntimeException away) {
            // The store is being cut off as well; the next look tries again.
        }
    }

    private StageOutcome twice(StageSession session, StageOutcome outcome) {
        tools.witness().fault(Manner.TWICE.slug());
        try {
            tools.completion().complete(this, session, outcome, "simulated");
        } catch (RuntimeException away) {
            // The worker's own completion, which follows, is the one that insists.
        }
        return outcome;
    }
}
