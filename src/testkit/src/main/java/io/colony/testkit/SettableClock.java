package io.colony.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe for use by many threads. */
public final class SettableClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public SettableClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    /** Starts on 2026-01-05 at noon UTC: a Monday, far from any border of day, month or year. */
    public SettableClock() {
        this(Instant.parse("2026-01-05T12:00:00Z"));
    }

    @Override
    public Instant instant() {
        return now.updateAndGet(instant -> instant);
    }

    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    public void set(Instant to) {
        now.set(to);
    }
}
