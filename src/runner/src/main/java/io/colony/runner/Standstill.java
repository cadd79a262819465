package io.colony.runner;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.DependencyEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.StateGroup;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.workflow.IssueState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether nothing more happens to an issue unless a person acts. One that waits for other issues goes on by itself when they
 * are done, unless one of them stands still in its turn.
 */
final class Standstill {
    private final StatusQueries status;

    Standstill(StatusQueries status) {
        this.status = status;
    }

    boolean reached(IssueSummary issue) {
        return reached(issue.key(), issue.state(), new HashSet<>());
    }

    private boolean reached(IssueKey key, IssueState state, Set<IssueKey> seen) {
        return switch (StateGroup.of(state)) {
            case IN_FLIGHT, WAITING -> false;
            case AWAITING_PERSON, DONE, CANCELLED -> true;
            case BLOCKED -> state.equals(IssueState.FAILURE_BLOCKED) || (seen.add(key) && inVain(key, seen));
        };
    }

    private boolean inVain(IssueKey key, Set<IssueKey> seen) {
        return status.issue(key).map(IssueDetail::dependencies).orElse(List.of()).stream()
                .filter(DependencyEntry::unmet)
                // A cancelled one moves whoever waits for it.
                .filter(other -> StateGroup.of(other.state()) != StateGroup.CANCELLED)
                .anyMatch(other -> reached(other.key(), other.state(), seen));
    }
}
