package io.colony.bench.stage;

import io.colony.bench.harness.Load;
import io.colony.bench.harness.Recorder;
import io.colony.engine.stage.StageWorker;
import java.util.concurrent.atomic.AtomicLong;

/** A worker that runs stage after stage. */
public final class EngineStage implements Load.Client {
    private final StageWorker worker;
    private final AtomicLong done;

    /** @param done counts the stages of all workers */
    public EngineStage(StageCrew crew, AtomicLong done) {
        this.worker = crew.worker();
        this.done = done;
    }

    @Override
    public boolean step(Recorder recorder) {
        long start = System.nanoTime();
        if (!worker.step()) {
            return false;
        }
        recorder.record(System.nanoTime() - start);
        done.incrementAndGet();
        return true;
    }
}
