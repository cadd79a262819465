package io.colony.engine.status;

import java.time.Instant;
import java.util.Optional;

/**
 * A merge of an issue's change, and what became of it.
 *
 * @param generation the issue's, from 1
 * @param runId the run that built the change last; empty where a person did
 * @param outcome {@code survived}, {@code reverted}, {@code broke-the-base} or {@code unknown}; empty while it is watched
 * @param shownBy the commit that shows the outcome
 * @param reason of the outcome, in words
 */
public record MergeEntry(
        int generation,
        String mergeSha,
        String baseBranch,
        Optional<Long> runId,
        Instant mergedAt,
        Optional<String> outcome,
        Optional<String> shownBy,
        Optional<String> reason,
        Optional<Instant> decidedAt) {}
