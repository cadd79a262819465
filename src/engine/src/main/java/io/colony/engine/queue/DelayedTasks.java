package io.colony.engine.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes tasks ready that wait for a time, at that time: it knows when the next one falls due, so that nobody polls. Used by
 * one thread.
 */
public final class DelayedTasks {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final TaskQueue queue;
    private final WakeUp wakeUp;
    private final InstantSource clock;
    private Optional<Instant> next = Optional.empty();

    public DelayedTasks(TaskQueue queue, WakeUp wakeUp, InstantSource clock) {
        this.queue = queue;
        this.wakeUp = wakeUp;
        this.clock = clock;
    }

    /** Makes ready what is due, and wakes those who work; whether there was any. */
    public boolean step() {
        int ready = queue.promoteDue(clock.instant());
        if (ready > 0) {
            wakeUp.wake();
        }
        next = queue.nextDue();
        return ready > 0;
    }

    /** How long to wait for the next one; {@code net} at most. */
    public Duration untilNext(Duration net) {
        return next.map(due -> Duration.between(clock.instant(), due).plus(SHORTEST))
                .filter(wait -> wait.compareTo(net) < 0)
                .map(wait -> wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait)
                .orElse(net);
    }
}
