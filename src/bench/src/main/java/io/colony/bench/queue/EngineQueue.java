package io.colony.bench.queue;

import io.colony.bench.harness.Load;
import io.colony.bench.harness.Recorder;
import io.colony.bench.store.EngineStore;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A worker of trivial tasks on the engine's {@link TaskQueue}: claims a batch, completes one by one. */
final class EngineQueue implements Load.Client {
    private final EngineStore store;
    private final int batch;
    private final AtomicLong completed;
    private final Deque<Task> claimed = new ArrayDeque<>();

    /** @param completed counts, over all workers, what the queue said it completed */
    EngineQueue(EngineStore store, int batch, AtomicLong completed) {
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
        boolean done = store.database().<Boolean>inTransaction(transaction -> finish(transaction, task));
        recorder.record(System.nanoTime() - start);
        if (done) {
            completed.incrementAndGet();
        }
        return done;
    }

    /** In the transaction that ends the task; whether it was this worker's to end. */
    boolean finish(io.colony.engine.database.Transaction transaction, Task task) {
        return store.stores().queue().complete(transaction, task.id(), task.epoch(), store.clock().instant());
    }

    private List<Task> claim() {
        TaskQueue queue = store.stores().queue();
        return store.database().inTransaction(transaction -> {
            Instant now = store.clock().instant();
            return queue.lockDue(transaction, Set.of("analyze"), now, batch).stream()
                    .map(task -> queue.claim(transaction, task, 1, now, EngineStore.LEASE))
                    .toList();
        });
    }
}
