package io.colony.bench.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A machine's clock that is wrong, and goes wrong: an offset, and a drift in parts per million. */
record SkewedClock(InstantSource right, Instant since, Duration offset, long driftPpm) implements InstantSource {
    /** Beyond a minute of it the drift begins anew, as where a clock is adjusted now and then. */
    private static final Duration ADJUSTED = Duration.ofMinutes(1);

    static SkewedClock of(InstantSource right, Duration offset, long driftPpm) {
        return new SkewedClock(right, right.instant(), offset, driftPpm);
    }

    @Override
    public Instant instant() {
        Instant now = right.instant();
        long drift = Duration.between(since, now).toMillis() % ADJUSTED.toMillis() * driftPpm / 1_000_000;
        return now.plus(offset).plusMillis(drift);
    }
}
