package io.colony.engine.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a provider that refuses can be asked again, as an agent program reports it. Neither is believed blindly: whoever
 * waits bounds it.
 *
 * @param resetsAt the instant at which its limit is reset
 * @param retryAfter how long after now, such as from {@code Retry-After}
 */
public record ProviderPause(Optional<Instant> resetsAt, Optional<Duration> retryAfter) {
    /** The program does not say. */
    public static final ProviderPause UNKNOWN = new ProviderPause(Optional.empty(), Optional.empty());

    /** The later of both, where any is stated. */
    public Optional<Instant> until(Instant now) {
        return Stream.concat(resetsAt.stream(), retryAfter.map(now::plus).stream())
                .max(Instant::compareTo);
    }
}
