package io.colony.engine.recovery;

/** How failures are handled: how often something is tried again, when breakers open, what the Sentinel looks for. */
public record RecoverySettings(RetrySettings retries, BreakerSettings breakers, SentinelSettings sentinel) {
    /** The defaults of each. */
    public static RecoverySettings defaults() {
        return new RecoverySettings(RetrySettings.defaults(), BreakerSettings.defaults(), SentinelSettings.defaults());
    }
}
