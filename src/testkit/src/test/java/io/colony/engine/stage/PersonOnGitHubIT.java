package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a person does on GitHub with an issue that Colony works on, heard of by its webhook or, where that is lost, by the
 * poll alone: each is on record as what it is, and the issue ends sensibly.
 */
class PersonOnGitHubIT extends OnGitHub {
    @ParameterizedTest
    @EnumSource
    void aPushToTheBranchIsReviewedAnewAndMerged(Way heard) {
        by(heard);
        Issue issue = waitingForAPerson();
        String theirs = side.repository.push(side.ann, branch(issue), "Mine", Map.of("more.txt", "mine\n"));
        hear();
        assertMovedBy(issue, "in-review", theirs);
        goOn();

        assertDoneByOneMerge(issue);
        assertThat(merged("more.txt")).contains("mine\n");
    }

    @ParameterizedTest
    @EnumSource
    void aForcedPushIsReviewedAnewAndNotPushedOver(Way heard) {
        by(heard);
        Issue issue = waitingForAPerson();
        String theirs = side.repository.forcePush(side.ann, branch(issue), "Anew", Map.of("other.txt", "mine\n"));
        hear();
        assertMovedBy(issue, "in-review", theirs);
        goOn();

        assertDoneByOneMerge(issue);
        assertThat(merged("other.txt")).contains("mine\n");
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aMergeByHandIsDone(Way heard) {
        by(heard);
        Issue issue = waitingForAPerson();
        String merge = side.ann().merge(pull(issue));
        hear();
        assertMovedBy(issue, "done", merge);
        goOn();

        assertThat(colony.path(issue)).endsWith("human-review-ready", "done");
        assertThat(colony.now(issue).mergeSha()).contains(merge);
        assertThat(side.did("PUT .*/merge")).isEmpty();
        assertThat(labels(issue)).contains("colony:done");
        assertThat(open(issue)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aClosedPullRequestIsForAPersonAndGoesOnOnceItIsOpenAgain(Way heard) {
        by(heard);
        Issue issue = in("in-review");
        side.ann().close(pull(issue));
        hear();
        assertMovedBy(issue, "human-review-ready", "was closed");
        goOn();
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        side.ann().reopen(pull(issue));
        hear();
        assertMovedBy(issue, "in-review", "was opened again");
        goOn();

        assertDoneByOneMerge(issue);
        assertThat(side.did("POST .*/pulls")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aClosedIssueIsCancelledAndStartsOverOnceItIsOpenAgain(Way heard) {
        by(heard);
        Issue issue = in("in-review");
        side.ann().close(issue.key().number());
        hear();
        assertMovedBy(issue, "cancelled", "The issue was closed by");
        goOn();
        assertThat(colony.state(issue)).isEqualTo("cancelled");
        assertThat(colony.list("select state from tasks where state in ('queued', 'claimed')"))
                .isEmpty();
        side.ann().reopen(issue.key().number());
        hear();
        assertThat(colony.path(issue)).endsWith("cancelled", "new");
        assertThat(colony.actor(issue)).as("GitHub tells who it was").isEqualTo("forge:ann");
        goOn();

        assertDoneByOneMerge(issue);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasOpenedAgainAndCancelledStaysCancelled(Way heard) {
        by(heard);
        Issue issue = in("analyzing");
        long number = issue.key().number();
        side.ann().close(number);
        hear();
        side.ann().reopen(number);
        hear();
        assertThat(colony.state(issue)).isEqualTo("new");
        side.ann().comment(number, "/colony:cancel");
        hear();
        assertThat(colony.state(issue)).isEqualTo("cancelled");
        assertThat(open(issue)).isTrue();
        side.ann().comment(number, "Thanks.");
        hear();

        assertThat(colony.state(issue)).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @EnumSource
    void aStrangerWhoOpensAnIssueAgainStartsNothing(Way heard) {
        by(heard);
        long number = side.repository.as(side.joe).openIssue("Add a greeting", "Please.");
        side.ann().label(number, "colony");
        hear();
        colony.mayor.run();
        Issue issue = colony.database
                .inTransaction(transaction ->
                        colony.stores.issues().find(transaction, new IssueKey(StageFixture.SLUG, number)))
                .orElseThrow();
        side.ann().close(number);
        hear();
        side.repository.as(side.joe).reopen(number);
        hear();

        assertThat(colony.state(issue)).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @EnumSource
    void anEditedTextIsHeldAndNothingMergedUntilAPersonDecides(Way heard) {
        by(heard);
        Issue issue = in("in-review");
        side.ann().editIssue(issue.key().number(), "Add a greeting", "Please, in French.");
        hear();
        assertThat(colony.state(issue)).isEqualTo("in-review");
        assertThat(colony.one("select body_raw from issue_edits where decision is null"))
                .isEqualTo("Please, in French.");
        for (int step = 0; step < 5; step++) {
            colony.worker.step();
            hear();
        }
        assertThat(colony.state(issue)).isEqualTo("merge-pending");
        assertThat(side.did("PUT .*/merge")).isEmpty();
        assertThat(colony.forge.forge().comments(issue.key()))
                .anySatisfy(comment -> assertThat(comment.body()).contains("/colony:accept-edit"));
        develop("french.txt", "bonjour\n");
        side.ann().comment(issue.key().number(), "/colony:accept-edit");
        hear();
        assertThat(colony.state(issue)).isEqualTo("analyzing");
        goOn();

        assertDoneByOneMerge(issue);
    }

    @ParameterizedTest
    @EnumSource
    void aLabelThatIsTakenOffIsWrittenAgainOrChangesNothing(Way heard) {
        by(heard);
        Issue issue = in("in-review");
        assertThat(labels(issue)).contains("colony:in-review");
        side.ann().unlabel(issue.key().number(), "colony:in-review");
        side.ann().unlabel(issue.key().number(), "colony");
        side.ann().label(issue.key().number(), "colony:done");
        hear();
        hear();
        assertThat(colony.state(issue)).isEqualTo("in-review");
        assertThat(labels(issue)).containsExactly("colony:in-review");
        assertThat(colony.list("select marker from outbox where marker like 'label-drift-%'"))
                .isNotEmpty();
        goOn();

        assertDoneByOneMerge(issue);
    }

    @ParameterizedTest
    @EnumSource
    void aDeletedBranchIsForAPersonAndNotMadeAgainUnasked(Way heard) {
        by(heard);
        Issue issue = in("in-review");
        String branch = branch(issue);
        side.repository.deleteBranch(side.ann, branch);
        hear();
        assertMovedBy(issue, "human-review-ready", "The branch " + branch + " of pull request");
        goOn();
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(side.repository.tip(branch)).isEmpty();
        side.ann().comment(issue.key().number(), "/colony:reimplement");
        hear();
        goOn();

        assertDoneByOneMerge(issue);
        assertThat(branch(issue)).isNotEqualTo(branch);
    }

    @ParameterizedTest
    @EnumSource
    void anotherDefaultBranchIsKnownAndWhatIsUnderWayGoesWhereItWasMeantTo(Way heard) {
        by(heard);
        Issue issue = in("in-review");
        side.repository.push(side.ann, "trunk", "Begin", Map.of("trunk.txt", "one\n"));
        side.repository.setDefaultBranch("trunk");
        hearAfter(Duration.ofMinutes(61));
        assertThat(colony.repository().defaultBranch()).isEqualTo("trunk");
        assertThat(colony.one("select detail ->> 'default_branch_was' from audit_log"
                        + " where action = 'repository-restated'"))
                .isEqualTo("main");
        assertThat(colony.state(issue)).isEqualTo("in-review");
        goOn();

        assertDoneByOneMerge(issue);
    }

    @ParameterizedTest
    @EnumSource
    void aRenamedRepositoryKeepsItsIssues(Way heard) {
        by(heard);
        Issue issue = in("in-review");
        side.repository.rename("store");
        hearAfter(Duration.ofMinutes(61));
        assertKnownAs(issue, "acme/store");
    }

    @ParameterizedTest
    @EnumSource
    void aTransferredRepositoryKeepsItsIssues(Way heard) {
        by(heard);
        Issue issue = in("in-review");
        side.repository.transfer(side.github.addOrganization("other"));
        hearAfter(Duration.ofMinutes(61));
        assertKnownAs(issue, "other/shop");
    }

    private void assertKnownAs(Issue issue, String slug) {
        assertThat(colony.one("select slug from repositories")).isEqualTo(slug);
        assertThat(colony.one(
                        "select detail ->> 'was' from audit_log where action = 'repository-restated' and subject = ?",
                        slug))
                .isEqualTo(StageFixture.SLUG);
        assertThat(colony.now(issue).key())
                .isEqualTo(new IssueKey(slug, issue.key().number()));
        goOn();

        assertDoneByOneMerge(issue);
    }
}
