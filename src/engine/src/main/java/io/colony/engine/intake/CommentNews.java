package io.colony.engine.intake;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.HostSignal;
import io.colony.engine.forge.PullRequestReview;
import io.colony.engine.forge.PullRequestReview.Verdict;
import io.colony.engine.intake.HostDecision.Ignored;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What people wrote: comments, which are commands or answers, and reviews. Each is read again before anything is done. */
final class CommentNews {
    private final Database database;
    private final HostNews.Parts parts;
    private final PullRequestNews pullRequests;
    private final HostThreads threads = HostThreads.postgres();

    CommentNews(Database database, HostNews.Parts parts, PullRequestNews pullRequests) {
        this.database = database;
        this.parts = parts;
        this.pullRequests = pullRequests;
    }

    HostDecision commented(HostSite site, HostSignal.Commented signal) {
        if (site.forge().isOwn(signal.login())) {
            return new Ignored("our own comment");
        }
        IssueKey on = site.key(signal.key().number());
        Optional<Issue> issue = signal.pullRequest()
                ? pullRequests.issueOf(site, on.number())
                : database.inTransaction(transaction -> parts.issues().find(transaction, on));
        if (issue.isEmpty() && !signal.pullRequest()) {
            return new Ignored(on + " is not known here");
        }
        return site.forge()
                .comment(on, signal.commentId())
                .map(comment -> issue.map(known -> commented(site, known, on, comment))
                        .orElseGet(() -> strange(site, on, comment)))
                .orElseGet(() -> new Ignored("comment " + signal.commentId() + " is gone"));
    }

    private HostDecision strange(HostSite site, IssueKey on, ForgeComment comment) {
        boolean person = comment.person()
                && !site.forge().isOwn(comment.author())
                && comment.marker().isEmpty();
        Optional<HostDecision> asked =
                person ? parts.requests().strange(site.forge(), site.repository(), on, comment) : Optional.empty();
        return asked.orElseGet(() -> new Ignored(on + " is not known here"));
    }

    /** @param comment as the code host says now */
    HostDecision commented(HostSite site, Issue issue, IssueKey on, ForgeComment comment) {
        boolean ours = site.forge().isOwn(comment.author()) || comment.marker().isPresent();
        if (ours || !comment.person()) {
            return new Ignored(ours ? "our own comment" : "a program's comment");
        }
        if (database.<Boolean>inTransaction(transaction -> threads.looked(transaction, issue.id(), comment.id()))) {
            return new Ignored("comment " + comment.id() + " is known");
        }
        return parts.requests()
                .commented(new HostRequests.Comment(site.forge(), site.repository(), issue, on, comment))
                .orElseGet(() -> on.equals(issue.key())
                        ? parts.events().replied(on, comment.id(), comment.author(), comment.body())
                        : new Ignored("a comment on a pull request that is no command"));
    }

    /** Comments that no event told of, where the issue's thread is followed from a known beginning. */
    List<HostDecision> missed(HostSite site, Issue issue, IssueKey on) {
        OptionalLong beginning = database.inTransaction(transaction -> threads.beginning(transaction, issue.id()));
        if (beginning.isEmpty()) {
            if (on.equals(issue.key())) {
                // It was let in by another door. What stands here may be older than that.
                long newest = site.forge().newestComment(on);
                database.useTransaction(transaction -> threads.begin(transaction, issue.id(), newest));
            }
            return List.of();
        }
        return site.forge()
                .comments(on)
                .filter(comment -> comment.id() > beginning.getAsLong())
                .map(comment -> commented(site, issue, on, comment))
                .toList();
    }

    HostDecision reviewed(HostSite site, HostSignal.Reviewed signal) {
        if (site.forge().isOwn(signal.login())) {
            return new Ignored("our own review");
        }
        Optional<Issue> issue = pullRequests.issueOf(site, signal.number());
        if (issue.isEmpty()) {
            return new Ignored("pull request " + signal.number() + " is no issue's here");
        }
        List<PullRequestReview> all = site.forge().reviews(site.slug(), signal.number());
        return all.stream()
                .filter(review -> review.id() == signal.reviewId())
                .findFirst()
                .map(review -> reviewed(site, issue.get(), review, PullRequestReview.standing(all)))
                .orElseGet(() -> new Ignored("review " + signal.reviewId() + " is gone"));
    }

    /**
     * All reviews of an issue's pull request, as the code host says now. Approvals come last: what one of several people
     * objects to is not approved by another who was asked first.
     */
    List<HostDecision> reviews(HostSite site, Issue issue, long number) {
        List<PullRequestReview> all = site.forge().reviews(site.slug(), number);
        List<PullRequestReview> standing = PullRequestReview.standing(all);
        return all.stream()
                .sorted(Comparator.comparing(review -> review.verdict() == Verdict.APPROVED))
                .map(review -> reviewed(site, issue, review, standing))
                .toList();
    }

    /** @param standing of each author the one that counts: nobody is held to what they have taken back */
    private HostDecision reviewed(
            HostSite site, Issue issue, PullRequestReview review, List<PullRequestReview> standing) {
        if (site.forge().isOwn(review.author()) || !review.person()) {
            return new Ignored("a program's review");
        }
        boolean decides = review.verdict() == Verdict.APPROVED || review.verdict() == Verdict.CHANGES_REQUESTED;
        return decides && !standing.contains(review)
                ? new Ignored("a review that " + review.author() + " has decided anew since")
                : parts.requests().reviewed(new HostRequests.Review(site.forge(), site.repository(), issue, review));
    }
}
