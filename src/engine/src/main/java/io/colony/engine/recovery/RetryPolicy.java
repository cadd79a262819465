package io.colony.engine.recovery;

import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Decides from the class of a failure and from what failed before, and from nothing else; {@code docs/recovery.md} has the
 * table. Safe for use by many threads where the random generator is.
 */
public final class RetryPolicy {
    private final RetrySettings settings;
    private final RandomGenerator random;

    public RetryPolicy(RetrySettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * What to do about a failure.
     *
     * @param failures how often each class was counted before this failure, by {@link FailureClass#slug}: on the task, as
     *     {@code TaskQueue.failures} answers, or for content failures what the breaker of the stage counted
     * @param attempt the attempt that failed, from 1
     */
    public RetryDecision decide(FailureClass failureClass, Map<String, Integer> failures, int attempt) {
        int before = failures.getOrDefault(failureClass.slug(), 0);
        return switch (failureClass) {
            case TRANSIENT -> retry(before, settings.transientRetries(), failureClass);
            case STALLED -> retry(before, settings.stalledRetries(), failureClass);
            case CONTENT -> retry(before, settings.contentFailures() - 1, failureClass);
            case PROVIDER -> new RetryDecision.Retry(delay(before), false);
            case PERMANENT ->
                new RetryDecision.GiveUp("attempt " + attempt + " failed for a cause that trying again does not end");
            case BUDGET -> new RetryDecision.GiveUp("attempt " + attempt + " reached a ceiling; raise it to go on");
        };
    }

    private RetryDecision retry(int before, int retries, FailureClass failureClass) {
        return before < retries
                ? new RetryDecision.Retry(delay(before), true)
                : new RetryDecision.GiveUp(failureClass.slug() + " failure number " + (before + 1) + "; at most "
                        + retries + " are tried again");
    }

    /** Twice as long each time, up to a bound, less what chance takes off. */
    private Duration delay(int before) {
        double longest = settings.longestDelay().toMillis();
        double grown = settings.firstDelay().toMillis() * Math.pow(2, before);
        double kept = 1 - settings.jitter() * random.nextDouble();
        return Duration.ofMillis((long) (Math.min(longest, grown) * kept));
    }
}
