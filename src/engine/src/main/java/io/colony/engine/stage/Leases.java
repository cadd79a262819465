package io.colony.engine.stage;

import io.colony.engine.log.Log;
import io.colony.engine.process.StopSignal;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.TaskQueue.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Keeps the leases of this process's running tasks alive, and tells a run whose task was taken away to stop. Safe for use
 * by many threads.
 */
public final class Leases {
    private static final Logger LOG = Log.of(Leases.class);

    private final TaskQueue queue;
    private final InstantSource clock;
    private final Duration lease;
    /** By run: another worker of this process may hold the same task while an earlier claim of it still ends. */
    private final Map<Long, Held> held = new ConcurrentHashMap<>();

    /** How a lease is extended. */
    @FunctionalInterface
    public interface Extension {
        /** @return whether it is ours still */
        boolean until(Instant until);
    }

    private record Held(long runId, String what, Extension extension, StopSignal stop, Instant until) {}

    public Leases(TaskQueue queue, InstantSource clock, Duration lease) {
        this.queue = queue;
        this.clock = clock;
        this.lease = lease;
    }

    void hold(ClaimedTask claim, StopSignal stop) {
        long task = claim.task().id();
        long epoch = claim.task().epoch();
        hold(claim.runId(), "the task", until -> queue.heartbeat(task, epoch, until) == Heartbeat.EXTENDED, stop);
    }

    void letGo(ClaimedTask claim) {
        letGo(claim.runId());
    }

    /**
     * The same for a run that no task leads to.
     *
     * @param what it is, for whoever is told that it was taken away
     */
    public void hold(long runId, String what, Extension extension, StopSignal stop) {
        held.put(runId, new Held(runId, what, extension, stop, clock.instant().plus(lease)));
    }

    /** It has ended. */
    public void letGo(long runId) {
        held.remove(runId);
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
            if (task.extension().until(until)) {
                held.computeIfPresent(
                        task.runId(),
                        (run, current) -> new Held(run, task.what(), task.extension(), task.stop(), until));
            } else {
                task.stop().stop(task.what() + " was taken away");
            }
        } catch (RuntimeException failure) {
            // The store may be away for a moment; the lease says how long that is bearable.
            LOG.warn("No heartbeat for run {}: {}", task.runId(), failure.getMessage());
            if (clock.instant().isAfter(task.until())) {
                task.stop().stop("the lease ran out while the store could not be reached");
            }
        }
    }
}
