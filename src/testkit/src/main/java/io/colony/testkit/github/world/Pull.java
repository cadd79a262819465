package io.colony.testkit.github.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a pull request has beyond an {@link Issue}. Guarded by the world's lock. */
public final class Pull {
    public final long id;
    public final String head;
    public final List<Review> reviews = new ArrayList<>();
    public final List<ReviewComment> reviewComments = new ArrayList<>();
    public final Set<Account> reviewers = new LinkedHashSet<>();
    public String base;
    public String headSha;
    public String baseSha;
    public boolean draft;
    public Optional<Merge> merge = Optional.empty();

    Pull(long id, String head, String headSha, String base, String baseSha) {
        this.id = id;
        this.head = head;
        this.headSha = headSha;
        this.base = base;
        this.baseSha = baseSha;
    }

    /** That it was merged. */
    public record Merge(String sha, Account by, Instant at) {}

    /** A review as it stands. */
    public static final class Review {
        public final long id;
        public final Account author;
        public final String commit;
        public final Instant submittedAt;
        public String state;
        public String body;

        Review(long id, Account author, String state, String body, String commit, Instant submittedAt) {
            this.id = id;
            this.author = author;
            this.state = state;
            this.body = body;
            this.commit = commit;
            this.submittedAt = submittedAt;
        }
    }

    /** A review with what it is of. */
    public record Reviewed(Issue issue, Review review) {}

    /** A comment at a line of the diff. */
    public record ReviewComment(
            long id, long reviewId, Account author, String path, int line, String body, String commit, Instant at) {}

    /** The last word of each reviewer that counts: {@code APPROVED} or {@code CHANGES_REQUESTED}. */
    public List<Review> standing() {
        List<Review> last = new ArrayList<>();
        for (Review review : reviews) {
            if (review.state.equals("APPROVED")
                    || review.state.equals("CHANGES_REQUESTED")
                    || review.state.equals("DISMISSED")) {
                last.removeIf(earlier -> earlier.author.is(review.author));
                last.add(review);
            }
        }
        last.removeIf(review -> review.state.equals("DISMISSED"));
        return last;
    }
}
