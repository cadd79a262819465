package io.colony.engine.stage;

import io.colony.engine.process.StopSignal;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.TaskQueue.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leases of this process's running tasks alive, and tells a run whose task was taken away to stop. Safe for use
 * by many threads.
 */
public final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final TaskQueue queue;
    private final InstantSource clock;
    private final Duration lease;
    /** By run: another worker of this process may hold the same task while an earlier claim of it still ends. */
    private final Map<Long, Held> held = new ConcurrentHashMap<>();

    private record Held(long runId, long taskId, long epoch, StopSignal stop, Instant until) {}

    public Leases(TaskQueue queue, InstantSource clock, Duration lease) {
        this.queue = queue;
        this.clock = clock;
        this.lease = lease;
    }

    void hold(ClaimedTask claim, StopSignal stop) {
        held.put(
                claim.runId(),
                new Held(
                        claim.runId(),
                        claim.task().id(),
                        claim.task().epoch(),
                        stop,
                        clock.instant().plus(lease)));
    }

    void letGo(ClaimedTask claim) {
        held.remove(claim.runId());
    }

    /** Extends every held lease; called every heartbeat interval. */
    public void beat() {
        held.values().forEach(this::beat);
    }

    /** Asks every run to stop; each gives its task back. */
    public void stopAll(String reason) {
        held.values().forEach(task -> task.stop().stop(reason));
    }

    /** How many tasks run in this process. */
    public int running() {
        return held.size();
    }

    private void beat(Held task) {
        Instant until = clock.instant().plus(lease);
        try {
            if (queue.heartbeat(task.taskId(), task.epoch(), until) == Heartbeat.REVOKED) {
                task.stop().stop("the task was taken away");
            } else {
                held.computeIfPresent(
                        task.runId(), (run, current) -> new Held(run, task.taskId(), task.epoch(), task.stop(), until));
            }
        } catch (RuntimeException failure) {
            // The store may be away for a moment; the lease says how long that is bearable.
            LOG.warn("No heartbeat for task {}: {}", task.taskId(), failure.getMessage());
            if (clock.instant().isAfter(task.until())) {
                task.stop().stop("the lease ran out while the store could not be reached");
            }
        }
    }
}
