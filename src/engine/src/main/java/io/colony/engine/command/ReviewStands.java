package io.colony.engine.command;

import io.colony.engine.database.Transaction;
import io.colony.engine.intake.HostRequests.Review;
import io.colony.engine.issue.Issue;
import io.colony.engine.projection.Projection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A review is no word said once: it stands on the code host until it is dismissed. What cannot be taken up yet is left for
 * later, and whoever gave it is told.
 */
final class ReviewStands implements OperatorActions.Precondition {
    private final SlashCommands.Doors doors;
    private final Approvers approvers;
    private final Review review;
    private final OperatorAction action;
    private final InstantSource clock;

    ReviewStands(SlashCommands.Doors doors, Review review, OperatorAction action, InstantSource clock) {
        this.doors = doors;
        this.approvers = new Approvers(doors.stores().repositories());
        this.review = review;
        this.action = action;
        this.clock = clock;
    }

    @Override
    public Optional<String> obstacle(Transaction transaction, Issue issue) {
        boolean waits = doors.stores()
                .workflows()
                .get(transaction, issue.workflowId(), issue.workflowVersion())
                .action(issue.state(), action.outcome())
                .isPresent();
        if (!waits) {
            return Optional.of(issue.key() + " is " + issue.state() + " by now and waits for no review.");
        }
        boolean mayApprove = action == OperatorAction.APPROVE
                && issue.headSha().equals(Optional.of(review.given().sha()))
                && approvers
                        .obstacle(transaction, issue, review.given().author())
                        .isEmpty();
        if (!mayApprove || judged(transaction, issue)) {
            return Optional.empty();
        }
        String head = review.given().sha();
        String why = "No Inspector has judged " + head + " yet. `/colony:retry` has it reviewed, and once that is done"
                + " the approval counts; `/colony:approve " + head + " " + ActionEffects.WITHOUT_VERDICT
                + "` approves it without.";
        tell(transaction, doors, review, why, clock);
        return Optional.of(why);
    }

    @Override
    public boolean isLogged() {
        return false;
    }

    private boolean judged(Transaction transaction, Issue issue) {
        return doors.stores().judgements().verdicts(transaction, List.of(issue.id())).rows().stream()
                .anyMatch(verdict -> ActionEffects.judges(verdict, issue));
    }

    /**
     * Says on the pull request, once, why a review has no effect. Only for reviews by people who may write: anybody else may
     * give as many as they like.
     */
    static void tell(
            Transaction transaction, SlashCommands.Doors doors, Review review, String why, InstantSource clock) {
        String marker =
                "review-refused-" + review.forge().name() + ":" + review.given().id();
        doors.stores()
                .outbox()
                .add(
                        transaction,
                        review.issue().id(),
                        marker,
                        new Projection.Comment(
                                review.issue().pullRequest(),
                                marker,
                                "The review by " + review.given().author() + " changes nothing: " + why),
                        clock.instant());
    }
}
