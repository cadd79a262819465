package io.colony.bench.stage;

import io.colony.bench.store.Databases;
import io.colony.bench.store.EngineStore;
import io.colony.engine.stage.StageWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Stages that run beside something else, at a steady rate, with a pool of their own. */
public final class PacedStages implements AutoCloseable {
    private static final int WORKERS = 2;

    private final EngineStore store;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicReference<String> failure = new AtomicReference<>("");
    private final List<Thread> threads = new ArrayList<>();

    private PacedStages(EngineStore store) {
        this.store = store;
    }

    public static PacedStages start(Databases.Copy copy, int perSecond) {
        PacedStages stages = new PacedStages(EngineStore.open(copy, WORKERS));
        StageCrew crew = new StageCrew(stages.store, session -> {});
        long interval = TimeUnit.SECONDS.toNanos(WORKERS) / perSecond;
        for (int number = 0; number < WORKERS; number++) {
            StageWorker worker = crew.worker();
            stages.threads.add(
                    Thread.ofPlatform().name("stages-" + number).start(() -> stages.drive(worker, interval)));
        }
        return stages;
    }

    private void drive(StageWorker worker, long interval) {
        long next = System.nanoTime();
        try {
            while (!stopping.get() && worker.step()) {
                next += interval;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (RuntimeException broken) {
            failure.set(String.valueOf(broken.getMessage()));
        }
    }

    /** What went wrong in them. */
    public List<String> violations() {
        return failure.get().isEmpty() ? List.of() : List.of("a stage in the background failed: " + failure.get());
    }

    @Override
    public void close() {
        stopping.set(true);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        store.close();
    }
}
