package io.colony.engine.issue;

import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.Optional;

/**
 * An issue as the store holds it at one version.
 *
 * @param id the store's own id
 * @param key what people call it
 * @param version raised by each transition; a change names the version it was decided on
 * @param resumeState where retry, resume and "dependencies are done" lead back to: the last waiting or active state
 * @param generation from 1, raised by each reimplementation: one branch and one pull request per generation
 * @param headSha the head of our branch as last pushed by us
 * @param baseSha the base commit that the head was built on
 */
public record Issue(
        long id,
        long tenantId,
        long repositoryId,
        IssueKey key,
        String title,
        String author,
        IssueState state,
        Optional<IssueState> resumeState,
        long version,
        String workflowId,
        int workflowVersion,
        int priority,
        int generation,
        String baseBranch,
        Optional<String> branch,
        Optional<Long> pullRequest,
        Optional<String> headSha,
        Optional<String> baseSha,
        Optional<String> mergeSha,
        int clarifications,
        int reworkRounds,
        Instant enteredAt,
        Instant createdAt) {
    /** How often its author is asked in one generation; after the last time a person decides. */
    public static final int CLARIFICATION_ROUNDS = 3;

    /**
     * Whether it is a pull request that a person wrote and that is only reviewed here. Code hosts number issues and pull
     * requests together, so such a one has its own number as its pull request.
     */
    public boolean isPullRequest() {
        return pullRequest.equals(Optional.of(key.number()));
    }
}
