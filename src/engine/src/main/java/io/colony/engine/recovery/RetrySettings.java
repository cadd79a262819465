package io.colony.engine.recovery;

import java.time.Duration;

/**
 * How often and how soon a failed stage is tried again.
 *
 * @param transientRetries retries of a transient failure before it is a dead letter; default 3
 * @param stalledRetries retries of a silent or endless agent; default 2
 * @param contentFailures the content failure of an issue's stage that opens its breaker; default 3
 * @param firstDelay before the first retry; each further one waits twice as long; default 5 s
 * @param longestDelay what the doubling stops at; default 5 min
 * @param jitter the share of a delay, from 0 to 1, that chance takes off it, so that what failed together does not come
 *     back together; default 0.3
 */
public record RetrySettings(
        int transientRetries,
        int stalledRetries,
        int contentFailures,
        Duration firstDelay,
        Duration longestDelay,
        double jitter) {
    public RetrySettings {
        if (transientRetries < 0 || stalledRetries < 0 || contentFailures < 1) {
            throw new IllegalArgumentException("retry limits may not be negative, and contentFailures is at least 1");
        }
        if (firstDelay.isNegative() || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("delays may not be negative, and the longest not below the first");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter is a share from 0 to 1, not " + jitter);
        }
    }

    /** The defaults named above. */
    public static RetrySettings defaults() {
        return new RetrySettings(3, 2, 3, Duration.ofSeconds(5), Duration.ofMinutes(5), 0.3);
    }
}
