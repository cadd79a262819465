package io.colony.engine.forge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A review of a pull request on the code host. What it says is {@link Forge#reviewBody}'s: anybody may write reviews, and who
 * reads all of them needs none of their words.
 *
 * @param author who wrote it
 * @param person whether that is a person, as far as the code host tells, and no program
 * @param sha the head that was looked at
 */
public record PullRequestReview(long id, String author, boolean person, Verdict verdict, String sha) {
    /**
     * Of each author the review that counts, as on the code host: the newest that decides something, or did until it was
     * dismissed.
     */
    public static List<PullRequestReview> standing(List<PullRequestReview> oldestFirst) {
        Map<String, PullRequestReview> newest = new LinkedHashMap<>();
        oldestFirst.stream()
                .filter(review -> review.verdict() != Verdict.COMMENTED)
                .forEach(review -> newest.put(review.author().toLowerCase(Locale.ROOT), review));
        return List.copyOf(newest.values());
    }

    /**
     * What its author said at a line of the change.
     *
     * @param line in the file as the change leaves it; empty where it is about the whole file, or the line is gone
     */
    public record LineComment(String path, OptionalInt line, String body) {}

    /** The closed set of code hosts. */
    public enum Verdict {
        APPROVED,
        CHANGES_REQUESTED,
        COMMENTED,
        /** It was one of the others, and counts no longer. */
        DISMISSED
    }
}
