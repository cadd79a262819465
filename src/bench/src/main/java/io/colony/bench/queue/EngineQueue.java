package io.colony.bench.queue;

import io.colony.bench.harness.Load;
import io.colony.bench.harness.Recorder;
import io.colony.bench.store.EngineStore;
import io.colony.engine.queue.Offer;
import io.colony.engine.queue.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A worker of trivial tasks on the engine's {@link TaskQueue}: claims a batch, completes one by one. */
final class EngineQueue implements Load.Client {
    private final EngineStore store;
    private final int batch;
    private final Finish finish;
    private final AtomicLong completed;
    private final Deque<Task> claimed = new ArrayDeque<>();

    /** How a task ends. */
    @FunctionalInterface
    interface Finish {
        /** Whether it was this worker's to end. */
        boolean end(EngineStore store, Task task);
    }

    /** Completes it, by itself. */
    static boolean complete(EngineStore store, Task task) {
        return store.stores()
                .queue()
                .complete(task.id(), task.epoch(), store.clock().instant());
    }

    /** @param completed counts, over all workers, what the queue said it completed */
    EngineQueue(EngineStore store, int batch, Finish finish, AtomicLong completed) {
        this.finish = finish;
        this.store = store;
        this.batch = batch;
        this.completed = completed;
    }

    @Override
    public boolean step(Recorder recorder) {
        if (claimed.isEmpty()) {
            claimed.addAll(claim());
        }
        Task task = claimed.poll();
        if (task == null) {
            return false;
        }
        long start = System.nanoTime();
        boolean done = finish.end(store, task);
        recorder.record(System.nanoTime() - start);
        if (done) {
            completed.incrementAndGet();
        }
        return done;
    }

    private List<Task> claim() {
        return store.stores()
                .queue()
                .claimBatch(Offer.of(Set.of("analyze")), 1, store.clock().instant(), EngineStore.LEASE, batch);
    }
}
