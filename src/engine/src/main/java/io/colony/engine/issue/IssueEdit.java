package io.colony.engine.issue;

import java.time.Instant;

/**
 * A text of an issue that nobody has accepted yet; see {@link IssueSnapshot}.
 *
 * @param author who wrote it, as far as the code host says
 */
public record IssueEdit(
        long id,
        long issueId,
        String title,
        String bodyRaw,
        String bodyNormalised,
        String sha256,
        boolean hiddenText,
        String author,
        Instant noticedAt) {
    /** What the comment is found again by that tells people of it. */
    public String marker() {
        return "edit-" + id;
    }
}
