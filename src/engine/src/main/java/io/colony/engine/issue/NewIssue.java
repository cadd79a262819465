package io.colony.engine.issue;

import java.time.Instant;

/** An issue to be registered; see {@link Issue}. Its state is the initial state of its workflow. */
public record NewIssue(
        long tenantId,
        long repositoryId,
        IssueKey key,
        String title,
        String author,
        String workflowId,
        int workflowVersion,
        int priority,
        String baseBranch,
        Instant createdAt) {}
