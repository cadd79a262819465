package io.colony.engine.status;

import java.util.List;
import java.util.Optional;

/**
 * A page of issues in the order that was asked for.
 *
 * @param next what {@link PageRequest#before} names for the next page; empty on the last one, and where the newest do not
 *     come first
 * @param cursor what {@link PageRequest#after} names for the next page, in any order; empty on the last one
 */
public record IssuePage(List<IssueSummary> issues, Optional<Long> next, Optional<String> cursor) {
    /** Nothing, and nothing more. */
    public static final IssuePage EMPTY = new IssuePage(List.of(), Optional.empty(), Optional.empty());
}
