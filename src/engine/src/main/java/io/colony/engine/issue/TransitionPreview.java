package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.util.Optional;

/**
 * Where a transition would lead, by the same rules as {@link IssueTransitions} and without making it. Writes nothing, not
 * even that it was refused. What it says holds until the issue changes.
 */
public interface TransitionPreview {
    static TransitionPreview postgres(WorkflowCatalog workflows) {
        return new PostgresTransitionPreview(workflows);
    }

    /** The state that the request would lead to, perhaps the present one; empty where it would be refused. */
    Optional<IssueState> leadsTo(Transaction transaction, TransitionRequest request);
}
