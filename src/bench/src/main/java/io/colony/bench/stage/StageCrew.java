package io.colony.bench.stage;

import io.colony.bench.store.EngineStore;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.recovery.BreakerSettings;
import io.colony.engine.recovery.Breakers;
import io.colony.engine.recovery.RetryPolicy;
import io.colony.engine.recovery.RetrySettings;
import io.colony.engine.recovery.StartGate;
import io.colony.engine.stage.Completion;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.stage.Leases;
import io.colony.engine.stage.Settlement;
import io.colony.engine.stage.StageExecutor;
import io.colony.engine.stage.StageSession;
import io.colony.engine.stage.StageWorker;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** The engine's workers on one store, as the program wires them, with {@link InstantStage} for a stage. */
public final class StageCrew {
    private static final String WORKER = "worker";

    private final Dispatcher dispatcher;
    private final Completion completion;
    private final Map<String, StageExecutor> executors;
    private final Leases leases;

    /**
     * Workers whose issues are ready for development afterwards.
     *
     * @param started told as a run starts, by its thread
     */
    public StageCrew(EngineStore store, Consumer<StageSession> started) {
        this(store, started, "planned");
    }

    private StageCrew(EngineStore store, Consumer<StageSession> started, String outcome) {
        InstantStage stage = new InstantStage(store.clock(), started, outcome);
        executors = Map.of(stage.name(), stage);
        Breakers breakers = Breakers.postgres(BreakerSettings.defaults(), new Random(1));
        dispatcher = new Dispatcher(
                store.database(),
                store.clock(),
                EngineStore.LEASE,
                executors,
                store.stores(),
                new StartGate(breakers, Optional.empty()));
        completion = new Completion(
                store.database(),
                store.clock(),
                store.stores(),
                new Completion.Recovery(new RetryPolicy(RetrySettings.defaults(), new Random(1)), breakers),
                new Settlement(store.stores().ledger(), PriceTable.builtIn()));
        leases = new Leases(store.stores().queue(), store.clock(), EngineStore.LEASE);
    }

    /** Workers that leave no task behind: their queue is empty again, as that of a process that has all stages. */
    static StageCrew leavingNothing(EngineStore store, Consumer<StageSession> started) {
        return new StageCrew(store, started, "unclear");
    }

    /** One more worker; used by one thread. */
    public StageWorker worker() {
        return new StageWorker(new StageWorker.Identity(1, WORKER), dispatcher, completion, executors, leases);
    }

    public Dispatcher dispatcher() {
        return dispatcher;
    }
}
