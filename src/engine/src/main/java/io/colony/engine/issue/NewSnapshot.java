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
        Instant takenAt) {
    /** The same in somebody else's name. */
    public NewSnapshot by(String login) {
        return new NewSnapshot(issueId, title, bodyRaw, bodyNormalised, hiddenText, login, takenAt);
    }
}
