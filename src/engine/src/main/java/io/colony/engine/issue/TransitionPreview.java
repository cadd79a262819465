package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.util.Collection;
import java.util.Optional;

/**
 * Where transitions of some issues would lead, by the same rules as {@link IssueTransitions} and without making them. Writes
 * nothing, not even that one was refused. What it says holds until the issue changes. Used by its transaction's thread.
 */
public interface TransitionPreview {
    /** For these issues: what they have behind them is asked for once for all, without waiting. */
    static TransitionPreview of(WorkflowCatalog workflows, Transaction transaction, Collection<Issue> issues) {
        return new PostgresTransitionPreview(workflows, transaction, issues);
    }

    /** The state that the request would lead to, perhaps the present one; empty where it would be refused. */
    Optional<IssueState> leadsTo(TransitionRequest request);
}
