package io.colony.engine.status;

import java.time.Instant;
import java.util.Optional;

/**
 * An act on the code host, written down before it was done.
 *
 * @param kind {@code push}, {@code pull-request} or {@code merge}
 * @param state {@code open}, {@code done}, {@code refused} or {@code superseded}
 */
public record IntentEntry(
        long id,
        String kind,
        String ref,
        Optional<String> oldSha,
        Optional<String> newSha,
        String state,
        Instant at,
        Optional<Instant> resolvedAt) {}
