package io.colony.bench.stage;

import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.ledger.Usd;
import io.colony.engine.stage.StageExecutor;
import io.colony.engine.stage.StageOutcome;
import io.colony.engine.stage.StageSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Analyses at once and costs a tenth of a cent. */
public final class InstantStage implements StageExecutor {
    static final String COST = "0.001";

    private static final AgentUsage USAGE =
            new AgentUsage(Optional.of("bench"), 1, 1_000, 100, 0, 0, Optional.of(Usd.of(COST)));

    private final InstantSource clock;
    private final Consumer<StageSession> started;
    private final String outcome;

    /**
     * @param started told as a run starts, by its thread
     * @param outcome {@code planned}, which leaves a task for another stage, or {@code unclear}, which leaves none
     */
    InstantStage(InstantSource clock, Consumer<StageSession> started, String outcome) {
        this.clock = clock;
        this.started = started;
        this.outcome = outcome;
    }

    @Override
    public String name() {
        return "analyze";
    }

    @Override
    public String role() {
        return "Surveyor";
    }

    @Override
    public boolean costsMoney() {
        return true;
    }

    @Override
    public StageOutcome run(StageSession session) {
        started.accept(session);
        session.agentRan(
                "bench",
                new AgentResult(
                        AgentResult.End.COMPLETED,
                        Optional.empty(),
                        USAGE,
                        true,
                        OptionalInt.of(0),
                        Duration.ofSeconds(1),
                        "done"),
                clock.instant());
        return new StageOutcome.Advanced(outcome, "It was looked at.");
    }
}
