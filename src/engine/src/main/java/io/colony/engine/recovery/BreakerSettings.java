package io.colony.engine.recovery;

import java.time.Duration;

/**
 * When breakers open, and for how long.
 *
 * @param repositoryFailures failed attempts within the window that open a repository's breaker; default 5
 * @param repositoryWindow how far back they count; default 30 min
 * @param coolDown how long an open repository breaker holds its tasks before one probe; twice as long after each probe
 *     that fails, at most {@code longestPause}; default 10 min
 * @param firstPause the same for a back end whose provider states no time; default 30 s
 * @param longestPause what the doubling stops at; default 1 h
 * @param longestStatedPause a stated time later than this from now is not believed: a probe goes then; default 24 h.
 *     From a run that had worked, {@code longestPause} is the bound
 * @param jitter the share of a pause, from 0 to 1, that chance adds to it, so that installations that share a provider do
 *     not come back together; default 0.2
 */
public record BreakerSettings(
        int repositoryFailures,
        Duration repositoryWindow,
        Duration coolDown,
        Duration firstPause,
        Duration longestPause,
        Duration longestStatedPause,
        double jitter) {
    public BreakerSettings {
        if (repositoryFailures < 1) {
            throw new IllegalArgumentException("a breaker that opens on no failure lets nothing through");
        }
        if (firstPause.isNegative() || coolDown.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("pauses may not be negative, and the longest not below the first");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter is a share from 0 to 1, not " + jitter);
        }
    }

    /** The defaults named above. */
    public static BreakerSettings defaults() {
        return new BreakerSettings(
                5,
                Duration.ofMinutes(30),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                Duration.ofHours(24),
                0.2);
    }
}
