package io.colony.engine.recovery;

import java.time.Duration;

/** What happens after a failure. */
public sealed interface RetryDecision {
    /**
     * The same stage again.
     *
     * @param delay from now
     * @param countsAsAttempt whether the next start is a new attempt; a wait for a model provider is none
     */
    record Retry(Duration delay, boolean countsAsAttempt) implements RetryDecision {
        /** The same with a delay no shorter than what the other side asked for, such as by {@code Retry-After}. */
        public Retry atLeast(Duration asked) {
            return asked.compareTo(delay) > 0 ? new Retry(asked, countsAsAttempt) : this;
        }
    }

    /**
     * No more: a dead letter, and the issue is failure-blocked.
     *
     * @param reason in words for people
     */
    record GiveUp(String reason) implements RetryDecision {}
}
