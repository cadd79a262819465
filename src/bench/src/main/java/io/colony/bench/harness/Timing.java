package io.colony.bench.harness;

import java.time.Duration;

/**
 * How long one reading takes.
 *
 * @param warmUp runs before, is not counted
 * @param measured is counted
 */
public record Timing(Duration warmUp, Duration measured) {
    /** Both together. */
    public Duration total() {
        return warmUp.plus(measured);
    }
}
