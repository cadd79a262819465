package io.colony.engine.command;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.PullRequestReview;
import io.colony.engine.forge.PullRequestReview.LineComment;
import io.colony.engine.intake.HostDecision;
import io.colony.engine.intake.HostDecision.Ignored;
import io.colony.engine.intake.HostDecision.Noted;
import io.colony.engine.intake.HostDecision.Refused;
import io.colony.engine.intake.HostRequests.Review;
import io.colony.engine.intake.PullRequestFact;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.prompt.UntrustedText;
import io.colony.engine.stage.Approvals;
import io.colony.engine.stage.ReviewReport;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a person's review on the code host comes to: an approval of exactly the commit that was looked at, or changes that are
 * asked for. While nobody is waited for it is left for later and is not used up.
 */
final class ReviewCommands {
    private static final String SOURCE = "review";

    private final Database database;
    private final InstantSource clock;
    private final SlashCommands.Doors doors;
    private final AuditLog audit;

    ReviewCommands(Database database, InstantSource clock, SlashCommands.Doors doors) {
        this.database = database;
        this.clock = clock;
        this.doors = doors;
        this.audit = AuditLog.postgres(database);
    }

    HostDecision reviewed(Review review) {
        return switch (review.given().verdict()) {
            case APPROVED -> asked(review, OperatorAction.APPROVE, () -> "");
            case CHANGES_REQUESTED -> objected(review);
            case COMMENTED -> new Ignored("a review that decides nothing");
            case DISMISSED -> dismissed(review);
        };
    }

    /** Whoever objects approves no longer, whether or not anybody waits for the objection now: the merge asks for both. */
    private HostDecision objected(Review review) {
        boolean approved = database.<Boolean>inTransaction(transaction ->
                doors.stores().log().find(transaction, SOURCE, sourceId(review)).isEmpty()
                        && withdrawn(transaction, review));
        HostDecision decision = asked(review, OperatorAction.REQUEST_CHANGES, () -> words(review));
        return approved && decision instanceof Ignored
                ? new Noted(review.given().author() + " takes the approval of "
                        + review.given().sha() + " back")
                : decision;
    }

    /** @param reason asked for where the review is carried out: it may take a request */
    private HostDecision asked(Review review, OperatorAction action, Supplier<String> reason) {
        PullRequestReview given = review.given();
        // As it is by now: of several reviews that are read at once, an earlier one may have moved it.
        Issue issue = database.inTransaction(transaction ->
                doors.stores().issues().get(transaction, review.issue().id()));
        if (!issue.headSha().equals(Optional.of(given.sha()))) {
            return new Ignored("the review is of " + given.sha() + ", which is not the head now");
        }
        String sourceId = sourceId(review);
        Optional<OperatorAnswer> before =
                database.inTransaction(transaction -> doors.stores().log().find(transaction, SOURCE, sourceId));
        if (before.isPresent()) {
            return new Ignored("review " + given.id() + " is known");
        }
        if (!waitsFor(issue, action)) {
            return new Ignored(issue.key() + " is " + issue.state() + " and waits for no review");
        }
        OperatorAnswer answer = doors.actions()
                .carryOut(new OperatorCommand(
                        issue.key(), action, given.author(), Optional.of(given.sha()), reason.get(), SOURCE, sourceId));
        return answer.accepted() ? new Noted(answer.text()) : new Refused(answer.text());
    }

    private boolean waitsFor(Issue issue, OperatorAction action) {
        return database.<Boolean>inTransaction(transaction -> doors.stores()
                .workflows()
                .get(transaction, issue.workflowId(), issue.workflowVersion())
                .action(issue.state(), action.outcome())
                .isPresent());
    }

    /** It approves nothing any more. What was merged by then stays merged. */
    private HostDecision dismissed(Review review) {
        PullRequestReview given = review.given();
        boolean ours = database.<Boolean>inTransaction(transaction -> doors.stores()
                        .log()
                        .find(transaction, SOURCE, sourceId(review))
                        .filter(OperatorAnswer::accepted)
                        .isPresent()
                && withdrawn(transaction, review));
        return ours
                ? new Noted("the approval of " + given.sha() + " by " + given.author() + " was dismissed")
                : new Ignored("a dismissed review that approved nothing here");
    }

    private boolean withdrawn(Transaction transaction, Review review) {
        PullRequestReview given = review.given();
        long issueId = review.issue().id();
        return doors.stores()
                        .judgements()
                        .withdrawApproval(transaction, issueId, given.sha(), given.author(), clock.instant())
                && recorded(transaction, review);
    }

    private boolean recorded(Transaction transaction, Review review) {
        PullRequestReview given = review.given();
        Issue issue = review.issue();
        if (!restsOnOthers(transaction, review)) {
            doors.stores()
                    .outbox()
                    .add(
                            transaction,
                            issue.id(),
                            "approval-taken-back-" + sourceId(review),
                            ReviewReport.takenBack(given.sha(), given.author()),
                            clock.instant());
        }
        audit.append(
                transaction,
                issue.tenantId(),
                clock.instant(),
                Actor.forge(PullRequestFact.SOMEBODY).toString(),
                "approval-dismissed",
                issue.key().toString(),
                Json.object()
                        .put("approver", given.author())
                        .put("head", given.sha())
                        .put("review", given.id()));
        return true;
    }

    /** Whether its merge goes on without this approval: by others', or by a verdict that leaves nothing to a person. */
    private boolean restsOnOthers(Transaction transaction, Review review) {
        Approvals approvals = new Approvals(doors.stores().judgements());
        long issueId = review.issue().id();
        String head = review.given().sha();
        return approvals.enough(transaction, review.repository(), issueId, head)
                || approvals.needless(transaction, issueId, head);
    }

    private static String sourceId(Review review) {
        return review.forge().name() + ":" + review.given().id();
    }

    /** What the review says as a whole, and then at lines of the change. */
    private static String words(Review review) {
        PullRequestReview given = review.given();
        String slug = review.repository().slug();
        long number = review.issue().pullRequest().orElseThrow();
        StringBuilder all = new StringBuilder(given.body());
        for (LineComment comment : review.forge().lineComments(slug, number, given.id())) {
            String line = comment.line().isPresent() ? ":" + comment.line().getAsInt() : "";
            all.append("\n\n").append(comment.path()).append(line).append(": ").append(comment.body());
        }
        return words(all.toString());
    }

    private static String words(String body) {
        String visible = UntrustedText.normaliseMarkdown(body).text().strip();
        return visible.length() <= SlashCommand.LONGEST_REASON
                ? visible
                : visible.substring(0, SlashCommand.LONGEST_REASON) + "…";
    }
}
