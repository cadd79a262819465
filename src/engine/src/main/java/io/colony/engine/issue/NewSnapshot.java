package io.colony.engine.issue;

import java.time.Instant;

/** A snapshot to be added; see {@link IssueSnapshot}. */
public record NewSnapshot(
        long issueId,
        String title,
        String bodyRaw,
        String bodyNormalised,
        boolean hiddenText,
        String acceptedBy,
        Instant takenAt) {}
