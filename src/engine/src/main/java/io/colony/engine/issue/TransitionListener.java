package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;

/** Takes part in every transition's transaction, such as to write what the code host shall be told. */
@FunctionalInterface
public interface TransitionListener {
    /**
     * Called after the rows of the transition are written and before the commit. What it throws undoes the transition.
     *
     * @param issue as it now is
     */
    void onTransition(Transaction transaction, Issue issue, IssueState from, TransitionRequest request);
}
