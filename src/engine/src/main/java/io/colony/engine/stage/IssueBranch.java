package io.colony.engine.stage;

import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Intents.Intent;
import io.colony.engine.forge.Intents.Kind;
import io.colony.engine.forge.Intents.Resolution;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.workflow.Outcomes;
import java.util.List;
import java.util.Optional;

/** An issue's branch and pull request as the code host has them, held against what the store knows of them. */
final class IssueBranch {
    private final StageContext context;
    private final StageCommits commits;
    private final ChangeRecords records;

    IssueBranch(StageContext context, StageCommits commits) {
        this.context = context;
        this.commits = commits;
        this.records = new ChangeRecords(context);
    }

    static String name(Issue issue) {
        return BranchName.of(issue);
    }

    /** What a person did to the pull request, where that ends the stage before it begins. */
    Optional<StageOutcome> endedByPerson(ClaimedTask claim) {
        Optional<Long> number = claim.issue().pullRequest();
        if (number.isEmpty()) {
            return Optional.empty();
        }
        PullRequest found =
                context.host(claim).forge().pullRequest(claim.repository().slug(), number.get());
        return switch (found.state()) {
            case OPEN -> Optional.empty();
            case CLOSED ->
                Optional.of(new StageOutcome.Advanced(
                        Outcomes.PR_CLOSED,
                        "Pull request " + number.get() + " was closed; open it again or cancel the issue."));
            case MERGED -> {
                records.merge(claim, found.mergeSha().orElse(found.headSha()));
                yield Optional.of(new StageOutcome.Advanced(
                        Outcomes.MERGED_BY_PERSON, "Pull request " + number.get() + " was merged on the code host."));
            }
        };
    }

    /**
     * The head of the branch as the clone has just fetched it. What somebody else pushed is recorded: it is part of the
     * change from now on. Empty where there is no branch yet.
     *
     * @throws RefusedContent where somebody pushed too much to be written to disks and compared; nothing is recorded
     */
    Optional<String> head(ClaimedTask claim, TrustedClone clone) {
        Issue issue = commits.current(claim);
        return issue.isPullRequest() ? Optional.of(ofPullRequest(claim, clone, issue)) : ofBranch(claim, clone, issue);
    }

    private Optional<String> ofBranch(ClaimedTask claim, TrustedClone clone, Issue issue) {
        Optional<String> tip = clone.tip(name(issue));
        if (tip.isEmpty() || tip.equals(issue.headSha())) {
            return issue.headSha();
        }
        boolean ours = isOurPush(claim, tip.get());
        if (!ours) {
            // A rebase goes over the commits one by one.
            clone.measureEach(commits.tips(claim, clone).base(), tip.get());
        }
        record(claim, clone, issue, tip.get());
        if (!ours) {
            records.pushedBySomebody(claim, tip.get());
        }
        return tip;
    }

    /** Its branch may lie in a fork, so it is asked for by name. */
    private String ofPullRequest(ClaimedTask claim, TrustedClone clone, Issue issue) {
        long number = claim.issue().key().number();
        String head = context.host(claim)
                .forge()
                .pullRequest(claim.repository().slug(), number)
                .headSha();
        clone.bring(head);
        measure(claim, clone, head);
        if (!issue.headSha().equals(Optional.of(head))) {
            record(claim, clone, issue, head);
        }
        return head;
    }

    /** Each time: the branch that it goes into may be anybody's as well, and gates run where the change began. */
    private void measure(ClaimedTask claim, TrustedClone clone, String head) {
        StageCommits.Tips tips = commits.tips(claim, clone);
        clone.measure(tips.main(), head);
        if (!tips.base().equals(tips.main())) {
            try {
                clone.measure(tips.main(), clone.mergeBase(tips.base(), head));
            } catch (RefusedContent refused) {
                throw new RefusedContent(
                        "Where the change began on '" + claim.issue().baseBranch() + "', too much differs from '"
                                + claim.repository().defaultBranch() + "' for a review: " + refused.getMessage(),
                        refused);
            }
        }
    }

    private boolean isOurPush(ClaimedTask claim, String sha) {
        return history(claim).stream()
                .anyMatch(intent -> intent.intended().kind() == Kind.PUSH
                        && intent.intended().newSha().equals(Optional.of(sha)));
    }

    /**
     * Which commit we ourselves put on the branch, or reviewed there, last: also when a run was cut off before writing
     * that down.
     */
    String ours(ClaimedTask claim) {
        context.host(claim).sideEffects().recover(claim.issue().id());
        Issue issue = commits.current(claim);
        String recorded = issue.headSha()
                .orElseThrow(() -> new StageFailure(
                        FailureClass.PERMANENT, issue.key() + " has no change: nothing was pushed for it."));
        Optional<String> pushed =
                lastPush(claim, issue).flatMap(push -> push.intended().newSha());
        boolean cutOff = pushed.isPresent()
                && !pushed.get().equals(recorded)
                && context.host(claim)
                        .forge()
                        .tip(claim.repository().slug(), name(issue))
                        .equals(pushed);
        if (!cutOff) {
            return recorded;
        }
        commits.trusted(claim, clone -> record(claim, clone, issue, pushed.get()));
        return pushed.get();
    }

    /** Our newest push to the branch that went through. */
    Optional<Intent> lastPush(ClaimedTask claim, Issue issue) {
        return history(claim).reversed().stream()
                .filter(intent -> intent.intended().kind() == Kind.PUSH
                        && intent.resolution().equals(Optional.of(Resolution.DONE))
                        && intent.intended().ref().equals(name(issue)))
                .findFirst();
    }

    private List<Intent> history(ClaimedTask claim) {
        return context.database()
                .inTransaction(transaction ->
                        context.intents().history(transaction, claim.issue().id()));
    }

    private boolean record(ClaimedTask claim, TrustedClone clone, Issue issue, String head) {
        String base = clone.mergeBase(commits.tips(claim, clone).base(), head);
        return records.head(claim, name(issue), head, base);
    }
}
