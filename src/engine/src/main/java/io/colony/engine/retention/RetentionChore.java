package io.colony.engine.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Runs {@link Retention} some minutes after the start, so that no short-lived program pays for it, and every few hours. */
public final class RetentionChore {
    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration INTERVAL = Duration.ofHours(6);
    private static final String ACTOR = "sentinel:retention";

    private final Retention retention;
    private final InstantSource clock;
    private Instant due;

    public RetentionChore(Retention retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
        this.due = clock.instant().plus(FIRST);
    }

    /** Removes where it is time. Used by one thread; never asks to be called again at once. */
    public boolean step() {
        if (!clock.instant().isBefore(due)) {
            due = clock.instant().plus(INTERVAL);
            retention.run(ACTOR);
        }
        return false;
    }
}
