package io.colony.engine.notice;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.Optional;

/**
 * An issue that waits for a person. Title and reason are others' words, cut to a line with nothing hidden.
 *
 * @param tenantId whose it is
 * @param entry the version with which it came to wait
 * @param since when that was
 * @param reason why
 */
public record WaitingIssue(
        long id,
        long tenantId,
        IssueKey key,
        String title,
        String author,
        IssueState state,
        Audience audience,
        long entry,
        Instant since,
        String reason,
        Optional<Long> pullRequest) {}
