package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.issue.BranchPushes;
import io.colony.engine.issue.Issue;
import io.colony.testkit.github.Hands;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Protection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may let a change through, and who holds it: what people say in reviews, and who of them had a hand in it. */
class ReviewersOnGitHubIT extends OnGitHub {
    private Hands person(String login) {
        Account account = side.github.addAccount(login);
        side.repository.permit(account, Level.WRITE);
        return side.repository.as(account);
    }

    private void assertNotMerged(Issue issue) {
        assertThat(side.did("PUT .*/merge")).as(colony.path(issue).toString()).isEmpty();
        assertThat(colony.state(issue)).isNotEqualTo("done");
    }

    private Issue wantingAPerson() {
        review(AgentWork.verdict("APPROVE", "not-verifiable"));
        return in("human-review-ready");
    }

    @ParameterizedTest
    @EnumSource
    void anApprovalThatItsAuthorTookBackMergesNothing(Way heard) {
        by(heard);
        review(AgentWork.verdict("APPROVE", "not-verifiable"));
        Issue issue = in("in-review");
        Hands ada = person("ada");
        ada.approve(pull(issue));
        ada.requestChanges(pull(issue), "It has a bug.");
        hear();
        colony.worker.step();
        hear();
        loop.pollAll();

        assertNotMerged(issue);
        assertThat(colony.path(issue)).contains("human-review-ready", "changes-requested");
    }

    @ParameterizedTest
    @EnumSource
    void whatOneOfTwoReviewersObjectsToIsNotMerged(Way heard) {
        by(heard);
        Issue issue = wantingAPerson();
        person("ada").approve(pull(issue));
        person("bob").requestChanges(pull(issue), "It has a bug.");
        hear();
        for (int step = 0; step < 3; step++) {
            colony.worker.step();
            assertNotMerged(issue);
            hear();
        }
        loop.pollAll();

        assertThat(colony.path(issue)).contains("changes-requested");
    }

    @ParameterizedTest
    @EnumSource
    void anObjectionWhileTheMergeIsDueHoldsIt(Way heard) {
        by(heard);
        Issue issue = in("merge-pending");
        person("ada").requestChanges(pull(issue), "Not like this.");
        colony.worker.step();

        assertNotMerged(issue);
        assertThat(colony.reason(issue)).contains("ada asked for changes");
        hear();
        loop.pollAll();
        assertThat(colony.path(issue)).contains("changes-requested");
    }

    @ParameterizedTest
    @EnumSource
    void aStrangersObjectionHoldsNothing(Way heard) {
        by(heard);
        Issue issue = in("merge-pending");
        side.repository.as(side.joe).requestChanges(pull(issue), "No.");
        hear();
        goOn();

        assertDoneByOneMerge(issue);
    }

    @ParameterizedTest
    @EnumSource
    void whoeverPushedWhileItWasPausedDoesNotApprove(Way heard) {
        by(heard);
        Issue issue = wantingAPerson();
        Account eve = side.github.addAccount("eve");
        side.repository.permit(eve, Level.WRITE);
        Hands hands = side.repository.as(eve);
        hands.comment(issue.key().number(), "/colony:pause");
        hear();
        String theirs = side.repository.push(eve, branch(issue), "Mine", Map.of("more.txt", "mine\n"));
        hear();
        hands.comment(issue.key().number(), "/colony:resume");
        hear();
        hands.comment(issue.key().number(), "/colony:retry");
        hear();
        review(AgentWork.verdict("APPROVE", "not-verifiable"));
        colony.workOn();
        assertThat(colony.now(issue).headSha()).as("taken in").contains(theirs);
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        hear();
        hands.comment(issue.key().number(), "/colony:approve " + theirs);
        hear();
        goOn();
        assertNotMerged(issue);
        if (way == Way.POLL) {
            assertThat(colony.reason(issue))
                    .as("nobody knows that it was eve who pushed")
                    .contains("a second person approves");
        }

        person("ada").comment(issue.key().number(), "/colony:approve " + theirs);
        hear();
        goOn();

        assertDoneByOneMerge(issue);
    }

    @ParameterizedTest
    @EnumSource
    void aPullRequestThatSomebodySentElsewhereIsNotMergedThere(Way heard) {
        by(heard);
        side.repository.push(side.ann, "deploy", "Begin", Map.of("deploy.txt", "one\n"));
        Issue issue = in("merge-pending");
        side.ann().retarget(pull(issue), "deploy");
        colony.worker.step();

        assertNotMerged(issue);
        assertThat(colony.reason(issue)).contains("set its base back to 'main'");
    }

    @ParameterizedTest
    @EnumSource
    void askedAgainAboutTheSameCommitAnInspectorsYesIsNotEnough(Way heard) {
        by(heard);
        Issue issue = wantingAPerson();
        review(AgentWork.verdict("APPROVE", "met"));
        side.ann().comment(issue.key().number(), "/colony:retry");
        hear();
        goOn();

        assertNotMerged(issue);
        assertThat(colony.reason(issue)).contains("An earlier verdict on this very commit");
    }

    @ParameterizedTest
    @EnumSource
    void theReviewsStatusIsGreenOnlyOnceAPersonHasDecided(Way heard) {
        by(heard);
        Issue issue = wantingAPerson();
        String head = colony.now(issue).headSha().orElseThrow();
        assertThat(reviewStatus(head)).isEqualTo("PENDING");

        person("ada").approve(pull(issue));
        hear();

        assertThat(reviewStatus(head)).isEqualTo("SUCCESS");
        goOn();
        assertDoneByOneMerge(issue);
    }

    @ParameterizedTest
    @EnumSource
    void anObjectionToACommitBetweenTwoRebasesHolds(Way heard) {
        by(heard);
        Issue issue = in("merge-pending");
        String judged = head(issue);
        moveMain("one.txt");
        colony.forge.before("merge", () -> {
            throw ForgeException.temporary("The host is away for a moment.");
        });
        colony.worker.step();
        assertThat(head(issue)).as("rebased").isNotEqualTo(judged);
        person("bob").requestChanges(pull(issue), "It has a bug.");
        moveMain("two.txt");
        colony.clock.advance(Duration.ofMinutes(1));
        colony.worker.step();

        assertNotMerged(issue);
        assertThat(colony.reason(issue)).contains("bob asked for changes");
    }

    @ParameterizedTest
    @EnumSource
    void anotherOnesApprovalOfTheRebasedCommitDoesNotEndAnObjection(Way heard) {
        by(heard);
        Issue issue = in("merge-pending");
        Hands bob = person("bob");
        bob.requestChanges(pull(issue), "It has a bug.");
        moveMain("one.txt");
        colony.worker.step();
        assertNotMerged(issue);
        hear();
        assertThat(colony.state(issue))
                .as("his review is of what was before the rebase")
                .isEqualTo("human-review-ready");
        assertThat(reviewStatus(head(issue))).as("green lets others merge").isEqualTo("PENDING");

        person("ada").approve(pull(issue));
        hear();
        goOn();
        assertNotMerged(issue);
        assertThat(colony.reason(issue)).contains("bob asked for changes");

        bob.approve(pull(issue));
        hear();
        goOn();
        assertDoneByOneMerge(issue);
        assertThat(reviewStatus(head(issue))).isEqualTo("SUCCESS");
    }

    @ParameterizedTest
    @EnumSource
    void whatItsReviewersObjectionHeldIsMergedOnceItIsGoneAlsoWhereChecksAreRequired(Way heard) {
        by(heard);
        Issue issue = in("merge-pending");
        side.repository.protect("main", Protection.requiring("colony/checks", "colony/review"));
        Hands bob = person("bob");
        bob.requestChanges(pull(issue), "Not yet.");
        colony.worker.step();
        assertThat(reviewStatus(head(issue))).isEqualTo("PENDING");
        bob.approve(pull(issue));
        hear();
        colony.worker.step();
        assertThat(colony.state(issue))
                .as("it waits for its own green, which is told after it")
                .isIn("merge-pending", "done");
        hear();
        goOn();

        assertDoneByOneMerge(issue);
    }

    /** It is no second one that this merge waits for: nothing is left to a person. */
    @ParameterizedTest
    @EnumSource
    void anApprovalThatNobodyNeedsTakesNoGreenAway(Way heard) {
        by(heard);
        Issue issue = in("merge-pending");
        side.repository.protect("main", Protection.requiring("colony/review", "build"));
        noted(issue, head(issue), BranchPushes.SOMEBODY);
        colony.worker.step();
        colony.clock.advance(Duration.ofHours(3));
        colony.worker.step();
        assertThat(colony.state(issue)).as("the build never came").isEqualTo("human-review-ready");
        person("ada").comment(issue.key().number(), "/colony:approve " + head(issue));
        hear();
        assertThat(reviewStatus(head(issue))).isEqualTo("SUCCESS");
    }

    /** Its row says "somebody" until the event comes that names her; she had approved by then. */
    @ParameterizedTest
    @EnumSource
    void whoPushedDoesNotApproveAlsoWhereThatIsKnownOnlyLater(Way heard) {
        by(heard);
        Issue issue = wantingAPerson();
        noted(issue, head(issue), BranchPushes.SOMEBODY);
        person("eve").approve(pull(issue));
        hear();
        assertThat(reviewStatus(head(issue))).as("the first of two").isEqualTo("PENDING");
        goOn();
        assertThat(colony.reason(issue)).contains("a second person approves");

        noted(issue, head(issue), "Eve");
        side.ann().comment(issue.key().number(), "/colony:retry");
        hear();
        goOn();
        assertNotMerged(issue);
        assertThat(colony.reason(issue)).contains("nobody has approved");

        person("ada").approve(pull(issue));
        hear();
        assertThat(reviewStatus(head(issue))).isEqualTo("SUCCESS");
        goOn();
        assertDoneByOneMerge(issue);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPushedAndApprovedBeforeItBeganAnewCountsAnewOnly(Way heard) {
        by(heard);
        Issue issue = wantingAPerson();
        String head = head(issue);
        noted(issue, head, "eve");
        person("ada").comment(issue.key().number(), "/colony:approve " + head);
        hear();
        colony.clock.advance(Duration.ofMinutes(1));
        side.ann().comment(issue.key().number(), "/colony:reimplement");
        hear();
        assertThat(colony.now(issue).generation()).isEqualTo(2);
        assertThat(approvals(issue, head)).isEmpty();
        assertThat(pushedBy(issue, "eve")).isFalse();

        noted(issue, head, BranchPushes.SOMEBODY);
        noted(issue, head, "eve");
        assertThat(pushedBy(issue, "eve")).as("the same commit once more").isTrue();
    }

    private void moveMain(String file) {
        side.repository.push(side.ann, "main", "Other work", Map.of(file, "theirs\n"));
    }

    private void noted(Issue issue, String head, String login) {
        colony.database.useTransaction(transaction ->
                BranchPushes.postgres().note(transaction, colony.now(issue), head, login, colony.clock.instant()));
    }

    private boolean pushedBy(Issue issue, String login) {
        return colony.database.<Boolean>inTransaction(
                transaction -> BranchPushes.postgres().by(transaction, issue.id(), login));
    }

    private List<String> approvals(Issue issue, String head) {
        return colony.database.inTransaction(
                transaction -> JudgementStore.postgres().approvals(transaction, issue.id(), head));
    }

    private String reviewStatus(String head) {
        while (colony.deliver() > 0) {
            // What is known here is told to the host.
        }
        return colony.forge.forge().statuses(StageFixture.SLUG, head).stream()
                .filter(status -> status.context().equals(ReviewReport.REVIEW))
                .map(status -> status.state().name())
                .findFirst()
                .orElse("none");
    }
}
