package io.colony.engine.recovery;

import java.time.Instant;
import java.util.Optional;

/**
 * A breaker as people see it.
 *
 * @param failures that it counted: in a row for a stage, within the window for a repository, refusals for a back end
 * @param since when it opened; empty while it is closed
 * @param until when one probe is let through; empty for a stage's, which waits for a person
 * @param openings in a row without a success in between
 * @param probing whether its probe is under way
 * @param reason of the newest failure
 */
public record Breaker(
        BreakerKey key,
        int failures,
        Optional<Instant> since,
        Optional<Instant> until,
        int openings,
        boolean probing,
        String reason) {
    /** Whether it holds anything up. */
    public boolean open() {
        return since.isPresent();
    }

    /** {@code closed}, {@code open}, or {@code half-open}: one probe is under way or may start. */
    public String position(Instant now) {
        if (!open()) {
            return "closed";
        }
        boolean due = until.filter(at -> !at.isAfter(now)).isPresent();
        return probing || due ? "half-open" : "open";
    }
}
