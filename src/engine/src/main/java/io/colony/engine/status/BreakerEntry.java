package io.colony.engine.status;

import java.time.Instant;
import java.util.Optional;

/**
 * A breaker.
 *
 * @param scope {@code issue-stage}, {@code repository} or {@code back-end}
 * @param key what it is of: an issue and a stage, a repository, a back end's name
 * @param failures as last counted
 * @param openings in a row, without a success in between
 * @param openedAt empty while it is closed
 * @param until when one probe is let through; empty where it waits for a person, and while it is closed
 * @param probing whether the probe is under way
 * @param reason of the newest failure
 */
public record BreakerEntry(
        String scope,
        String key,
        int failures,
        int openings,
        Optional<Instant> openedAt,
        Optional<Instant> until,
        boolean probing,
        String reason) {
    /** Whether it holds work up. */
    public boolean open() {
        return openedAt.isPresent();
    }
}
