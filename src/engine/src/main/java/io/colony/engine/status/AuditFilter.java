package io.colony.engine.status;

import java.time.Instant;
import java.util.Optional;

/**
 * Which rows of the audit log. What is empty leaves none out.
 *
 * @param subject this one exactly, such as {@code owner/name#12}
 * @param actor this one exactly, such as {@code operator:ada}
 * @param action this one exactly, such as {@code transition}
 * @param from not before this time
 * @param to before this time
 */
public record AuditFilter(
        Optional<String> subject,
        Optional<String> actor,
        Optional<String> action,
        Optional<Instant> from,
        Optional<Instant> to) {
    /** Every row. */
    public static final AuditFilter ALL =
            new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
