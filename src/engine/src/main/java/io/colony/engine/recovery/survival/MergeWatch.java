package io.colony.engine.recovery.survival;

import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A merged change whose fate is not decided yet.
 *
 * @param id the merge's
 * @param forge the code host's adapter
 * @param mergeSha the commit by which the base branch came to hold the change
 * @param baseSha what the change was built on, as far as it is known
 * @param headSha its last commit on its own branch; the code host may not have it any more
 * @param runId the run that built it last; empty where a person did
 */
public record MergeWatch(
        long id,
        long tenantId,
        IssueKey key,
        String forge,
        String baseBranch,
        String mergeSha,
        Optional<String> baseSha,
        Optional<String> headSha,
        Optional<Long> pullRequest,
        Optional<Long> runId,
        Instant mergedAt) {}
