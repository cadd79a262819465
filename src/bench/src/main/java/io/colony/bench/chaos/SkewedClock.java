package io.colony.bench.chaos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A machine's clock that is wrong, and goes wrong: an offset, and a drift in parts per million. */
record SkewedClock(InstantSource right, Instant since, Duration offset, long driftPpm) implements InstantSource {
    static SkewedClock of(Duration offset, long driftPpm) {
        Clock right = Clock.systemUTC();
        return new SkewedClock(right, right.instant(), offset, driftPpm);
    }

    @Override
    public Instant instant() {
        Instant now = right.instant();
        long drift = Duration.between(since, now).toMillis() * driftPpm / 1_000_000;
        return now.plus(offset).plusMillis(drift);
    }
}
