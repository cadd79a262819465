package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.ProtectionAcceptance;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Repositories;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.recovery.Election;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import io.colony.engine.recovery.sentinel.SentinelLoop;
import io.colony.engine.workflow.Outcomes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens on the code host without a word to us, and what the Sentinel makes of it. */
class HostDetectorsIT extends WithColony {
    private final Duration round = Duration.ofMinutes(6);

    @Test
    void aPullRequestThatAPersonMergedEndsTheIssue() {
        Issue issue = waitsForAPerson();
        Forge.PullRequest pull = colony.pullRequest(issue);
        colony.local.merge(StageFixture.SLUG, pull.number(), pull.headSha(), "by hand");
        SentinelLoop sentinel = leader("a");
        sentinel.step();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.now(issue).mergeSha()).isPresent();
        assertThat(colony.one("select actor_kind || ':' || actor_name from state_transitions"
                        + " where outcome = 'merged-by-person'"))
                .isEqualTo("sentinel:lost-events");
        assertThat(colony.one(
                        "select actor || ' ' || (detail ->> 'did') from audit_log where action = 'sentinel-act'"
                                + " and subject = ?",
                        issue.key().toString()))
                .isEqualTo("sentinel:lost-events moved it from human-review-ready to done");
    }

    @Test
    void aPullRequestThatAPersonClosedIsForAPersonOnceAndNotAgainAndAgain() {
        Issue issue = colony.reached("in-review");
        colony.local.closePullRequest(
                StageFixture.SLUG, colony.now(issue).pullRequest().orElseThrow());
        SentinelLoop sentinel = leader("a");
        sentinel.step();
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        long version = colony.now(issue).version();
        again(sentinel);

        assertThat(colony.now(issue).version()).isEqualTo(version);
    }

    @Test
    void anIssueThatAPersonClosedIsCancelledUnlessItsChangeIsMerged() {
        Issue closed = colony.reached("in-review");
        colony.event(closed, "pause");
        colony.local.closeIssue(closed.key());
        develop("another.txt", "another\n");
        review(AgentWork.verdict("APPROVE", "not-verifiable"));
        Issue merged = colony.admitted("Add another");
        while (!colony.state(merged).equals("human-review-ready")) {
            assertThat(colony.worker.step()).isTrue();
        }
        Forge.PullRequest pull = colony.pullRequest(merged);
        colony.local.merge(StageFixture.SLUG, pull.number(), pull.headSha(), "by hand");
        colony.local.closeIssue(merged.key());
        leader("a").step();

        assertThat(colony.state(closed)).isEqualTo("cancelled");
        assertThat(colony.state(merged)).isEqualTo("done");
    }

    @Test
    void aMergeOfOurOwnThatIsUnderWayIsLeftToTheMarshal() {
        Issue issue = colony.reached("merge-pending");
        SentinelLoop sentinel = leader("a");
        colony.forge.after("closeIssue", sentinel::step);
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.path(issue)).endsWith("merge-pending", "done");
        assertThat(colony.list("select 1 from state_transitions where actor_kind = 'sentinel'"))
                .isEmpty();
    }

    @Test
    void aPushToAReviewedBranchSendsItBackToReviewOnce() {
        Issue issue = waitsForAPerson();
        String theirs = colony.host()
                .commit(colony.now(issue).branch().orElseThrow(), "a person's", Map.of("more.txt", "mine\n"));
        SentinelLoop sentinel = leader("a");
        sentinel.step();
        assertThat(colony.state(issue)).isEqualTo("in-review");
        assertThat(colony.reason(issue)).contains(theirs);
        colony.workOn();
        assertThat(colony.now(issue).headSha()).contains(theirs);
        long version = colony.now(issue).version();
        again(sentinel);

        assertThat(colony.now(issue).version()).isEqualTo(version);
    }

    @Test
    void aLabelThatSomebodyEditedIsWrittenAgain() {
        Issue issue = colony.reached("in-review");
        SentinelLoop sentinel = leader("a");
        sentinel.step();
        assertThat(findings("label-drift"))
                .as("what is not told yet is no drift")
                .isEmpty();
        while (colony.deliver() > 0) {
            // All that waits is told.
        }
        again(sentinel);
        assertThat(findings("label-drift")).isEmpty();
        colony.local.setStateLabel(issue.key(), "colony:", "colony:done");
        again(sentinel);
        colony.deliver();

        assertThat(colony.local.issue(issue.key()).labels())
                .contains("colony:in-review")
                .doesNotContain("colony:done");
        assertThat(colony.state(issue)).isEqualTo("in-review");
        assertThat(findings("label-drift")).singleElement().satisfies(finding -> {
            assertThat(finding.acts()).isEqualTo(1);
            assertThat(finding.resolvedAt()).isEmpty();
        });
        again(sentinel);
        assertThat(findings("label-drift"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.resolvedAt()).isPresent());
    }

    @Test
    void aLabelledIssueWhoseEventWasLostIsLetInWhereItsAuthorMayWrite() {
        IssueKey known = colony.local
                .createIssue(StageFixture.SLUG, "Mine", "please", "ann", List.of("colony"))
                .key();
        IssueKey stranger = colony.local
                .createIssue(StageFixture.SLUG, "Strange", "please", "colony-reader", List.of("colony"))
                .key();
        colony.local.createIssue(StageFixture.SLUG, "Not asked for", "no", "ann", List.of());
        SentinelLoop sentinel = leader("a");
        sentinel.step();
        again(sentinel);

        assertThat(colony.list("select number from issues")).containsExactly(Long.toString(known.number()));
        assertThat(findings("lost-events"))
                .filteredOn(finding -> finding.resolvedAt().isEmpty())
                .extracting(SentinelFindings.Entry::subject)
                .containsExactly(stranger.toString());
    }

    @Test
    void aRequiredCheckThatIsGoneIsSaidUntilItIsBackOrAccepted() {
        colony.execute("update local_repositories set required_checks = '{build,lint}'");
        SentinelLoop sentinel = leader("a");
        sentinel.step();
        colony.execute("update local_repositories set required_checks = '{lint}'");
        again(sentinel);
        assertThat(open("settings-drift"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.reason()).contains("check 'build' is not required any more"));
        colony.execute("update local_repositories set required_checks = '{build,lint}'");
        again(sentinel);
        assertThat(open("settings-drift")).isEmpty();
    }

    @Test
    void weakerProtectionLetsNothingBeMergedByAVerdictUntilItIsAccepted() {
        Issue issue = heldByWeakerProtection();
        colony.event(issue, Outcomes.RETRY);
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");

        accept();
        assertThat(open("settings-drift")).isEmpty();
        colony.event(issue, Outcomes.RETRY);
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    private void accept() {
        OperatorAnswer accepted = new ProtectionAcceptance(
                        colony.database,
                        colony.clock,
                        Map.of(colony.local.name(), colony.local),
                        Repositories.postgres(),
                        AuditLog.postgres(colony.database))
                .accept(StageFixture.SLUG, "olga", "The job was retired.");
        assertThat(accepted.accepted()).as(accepted.text()).isTrue();
    }

    @Test
    void whatIsAcceptedWhileTheSentinelReadsItHoldsNoMerge() {
        colony.execute("update local_repositories set required_checks = '{build}'");
        SentinelLoop sentinel = leader("a");
        sentinel.step();
        colony.execute("update local_repositories set required_checks = '{}'");
        colony.forge.before("protection", this::accept);
        again(sentinel);
        assertThat(open("settings-drift")).isEmpty();

        colony.execute("update local_repositories set required_checks = '{lint}'");
        colony.forge.before("protection", () -> {
            accept();
            colony.execute("update repository_protection set required_checks = '{}', accepted_at = now()");
        });
        again(sentinel);
        assertThat(colony.list("select array_to_string(required_checks, ' ') from repository_protection"))
                .as("what is stronger is not noted over what was accepted since")
                .containsExactly("");

        again(sentinel);
        assertThat(colony.list("select array_to_string(required_checks, ' ') from repository_protection"))
                .containsExactly("lint");
    }

    @Test
    void weakerProtectionIsNoObstacleToWhatAPersonApproves() {
        Issue issue = heldByWeakerProtection();
        colony.approve(issue);
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
    }

    private Issue heldByWeakerProtection() {
        colony.execute("update local_repositories set required_checks = '{build}'");
        SentinelLoop sentinel = leader("a");
        sentinel.step();
        colony.execute("update local_repositories set required_checks = '{}'");
        again(sentinel);
        Issue issue = colony.reached("human-review-ready");
        assertThat(colony.reason(issue))
                .contains(
                        "only a person's approval merges there",
                        "nobody has approved",
                        "check 'build' is not required any more",
                        "sentinel accept");
        return issue;
    }

    @Test
    void aHostThatDoesNotAnswerIsAFindingAndStopsNoOtherDetector() {
        colony.forge.before("openIssues", () -> {
            throw io.colony.engine.forge.ForgeException.temporary("no answer");
        });
        SentinelLoop sentinel = leader("a");
        sentinel.step();

        assertThat(open("sentinel")).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("lost-events");
            assertThat(finding.reason()).contains("no answer");
        });
        again(sentinel);
        assertThat(open("sentinel")).isEmpty();
    }

    @Test
    void onlyTheLeaderActsAlsoWhenItWasPausedMeanwhile() {
        Issue issue = waitsForAPerson();
        Election ann = election("ann");
        assertThat(ann.stand()).isTrue();
        SentinelLoop paused = loop(ann);
        Election bob = election("bob");
        assertThat(bob.stand()).isFalse();
        SentinelLoop idle = loop(bob);
        colony.local.closeIssue(issue.key());
        assertThat(idle.step()).as("it does not lead").isFalse();
        colony.clock.advance(Duration.ofMinutes(1));
        bob.stand();
        assertThat(paused.step()).as("it believes that it leads").isFalse();
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        idle.step();

        assertThat(colony.state(issue)).isEqualTo("cancelled");
    }

    private Issue waitsForAPerson() {
        review(AgentWork.verdict("APPROVE", "not-verifiable"));
        return colony.reached("human-review-ready");
    }

    private void again(SentinelLoop sentinel) {
        colony.clock.advance(round);
        sentinel.step();
    }

    private SentinelLoop leader(String name) {
        return new SentinelFixture(colony).leader(name);
    }

    private Election election(String name) {
        return new SentinelFixture(colony).election(name);
    }

    private SentinelLoop loop(Election election) {
        return new SentinelFixture(colony).loop(election);
    }

    private List<SentinelFindings.Entry> findings(String detector) {
        return new SentinelFixture(colony).findings(detector);
    }

    private List<SentinelFindings.Entry> open(String detector) {
        return new SentinelFixture(colony).open(detector);
    }
}
