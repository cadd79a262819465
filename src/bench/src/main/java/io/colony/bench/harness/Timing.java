package io.colony.bench.harness;

import java.time.Duration;

/**
 * How long one reading takes.
 *
 * @param warmUp runs before, is not counted
 * @param measured is counted
 * @param least so many operations at least in each of both, though it takes longer, {@value #PATIENCE_SECONDS} s at most:
 *     on a machine that is busy with something else a short moment sees nothing
 */
public record Timing(Duration warmUp, Duration measured, long least) {
    static final int PATIENCE_SECONDS = 10;

    /** However much is done in it. */
    public Timing(Duration warmUp, Duration measured) {
        this(warmUp, measured, 0);
    }

    /** Both together. */
    public Duration total() {
        return warmUp.plus(measured);
    }
}
