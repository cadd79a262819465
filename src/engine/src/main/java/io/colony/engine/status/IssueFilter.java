package io.colony.engine.status;

import java.util.List;
import java.util.Optional;

/**
 * Which issues to list.
 *
 * @param repository {@code owner/name}; all repositories where empty
 * @param states slugs of states; all states where the list is empty
 */
public record IssueFilter(Optional<String> repository, List<String> states) {
    /** Every issue. */
    public static final IssueFilter ALL = new IssueFilter(Optional.empty(), List.of());
}
