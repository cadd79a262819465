package io.colony.engine.issue;

import io.colony.engine.workflow.IssueState;

/** What became of a {@link TransitionRequest}. */
public sealed interface TransitionResult {
    /**
     * It happened, in the given transaction.
     *
     * @param issue as it now is
     * @param from the state that it left
     */
    record Applied(Issue issue, IssueState from) implements TransitionResult {}

    /** The issue had moved on meanwhile; nothing was changed. */
    record Stale(long currentVersion, IssueState currentState) implements TransitionResult {}

    /** The workflow has no such route; nothing was changed, the refusal was logged and counted. */
    record Refused(String reason) implements TransitionResult {}
}
