package io.colony.engine.command;

import io.colony.engine.issue.IssueKey;
import java.util.List;

/**
 * What can be done to an issue as it is now.
 *
 * @param moment names how it stands: another one once it has moved, or a command on it was carried out or refused
 * @param actions in the order of {@link OperatorAction}; a move by name once for each state
 */
public record IssueOffer(IssueKey issue, String moment, List<PossibleAction> actions) {
    public IssueOffer {
        actions = List.copyOf(actions);
    }

    /** Where the issue is not known: nothing. */
    public static IssueOffer none(IssueKey issue) {
        return new IssueOffer(issue, "unknown-issue", List.of());
    }

    /** Whether this can be done. */
    public boolean has(OperatorAction action) {
        return actions.stream().anyMatch(possible -> possible.action() == action);
    }
}
