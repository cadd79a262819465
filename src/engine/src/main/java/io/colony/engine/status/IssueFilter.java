package io.colony.engine.status;

import java.util.List;
import java.util.Optional;

/**
 * Which issues to list, and in which order.
 *
 * @param repository {@code owner/name}; all repositories where empty
 * @param states slugs of states; all states where the list is empty
 * @param text what the title or the key ({@code owner/name#12}) contains, in upper or lower case; every character stands
 *     for itself
 * @param author who wrote the issue, exactly
 */
public record IssueFilter(
        Optional<String> repository,
        List<String> states,
        Optional<String> text,
        Optional<String> author,
        IssueOrder order) {
    /** Every issue, the newest first. */
    public static final IssueFilter ALL = new IssueFilter(Optional.empty(), List.of());

    public IssueFilter {
        states = List.copyOf(states);
    }

    /** By repository and state alone, the newest first. */
    public IssueFilter(Optional<String> repository, List<String> states) {
        this(repository, states, Optional.empty(), Optional.empty(), IssueOrder.NEWEST);
    }

    /** Those of them that somebody wrote. */
    public IssueFilter by(String login) {
        return new IssueFilter(repository, states, text, Optional.of(login), order);
    }

    /** The same in another order. */
    public IssueFilter in(IssueOrder another) {
        return new IssueFilter(repository, states, text, author, another);
    }
}
