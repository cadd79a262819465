package io.colony.engine.issue;

import java.time.Instant;

/**
 * An issue's text as somebody with write permission let it through.
 *
 * @param bodyRaw the text as the code host gave it
 * @param bodyNormalised the text as agents and operators see it: without hidden characters and comments
 * @param sha256 of title, newline and normalised body, in lower-case hexadecimal
 * @param hiddenText whether normalising removed anything that a reader would not have seen: a sign of risk
 */
public record IssueSnapshot(
        long id,
        long issueId,
        String title,
        String bodyRaw,
        String bodyNormalised,
        String sha256,
        boolean hiddenText,
        String acceptedBy,
        Instant takenAt) {}
