package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeIT extends WithColony {
    @Test
    void whoeverPushesToTheBranchGetsAReviewOfWhatTheyPushed() {
        Issue issue = colony.reached("merge-pending");
        String theirs = colony.host()
                .commit(colony.now(issue).branch().orElseThrow(), "a person's", Map.of("more.txt", "mine\n"));
        colony.workOn();

        assertThat(colony.path(issue)).endsWith("merge-pending", "in-review", "merge-pending", "done");
        assertThat(colony.agent.asked("review")).isEqualTo(2);
        assertThat(colony.one("select head_sha from verdicts where voided_at is null"))
                .isEqualTo(theirs);
        assertThat(colony.agent.last("review").context().path("diff").asText()).contains("+mine");
        assertThat(merged("more.txt")).contains("mine\n");
    }

    @Test
    void aPullRequestThatWasMergedByHandIsDoneWithoutASecondMerge() {
        Issue issue = colony.reached("merge-pending");
        colony.forge.forge().merge(StageFixture.SLUG, colony.pullRequest(issue).number(), head(issue), "by hand");
        String main = colony.main();
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.main()).isEqualTo(main);
        assertThat(colony.now(issue).mergeSha()).contains(main);
        assertThat(colony.list("select 1 from forge_intents where kind = 'merge'"))
                .isEmpty();
    }

    @Test
    void aPullRequestThatWasClosedByHandIsForAPerson() {
        Issue issue = colony.reached("merge-pending");
        colony.forge
                .forge()
                .closePullRequest(StageFixture.SLUG, colony.pullRequest(issue).number());
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.reason(issue)).contains("was closed");
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @Test
    void aCleanRebaseKeepsTheVerdictAndTheGatesRunAgainAtTheNewHead() {
        Issue issue = colony.reached("merge-pending");
        String reviewed = head(issue);
        moveMain("other.txt", "theirs\n");
        colony.workOn();

        assertThat(colony.path(issue)).endsWith("merge-pending", "done");
        assertThat(head(issue)).isNotEqualTo(reviewed);
        assertThat(colony.agent.asked("review")).isEqualTo(1);
        assertThat(colony.list("select head_sha from gate_results order by id")).containsExactly(reviewed, head(issue));
        assertThat(merged("other.txt")).contains("theirs\n");
        assertThat(merged("greeting.txt")).contains("hello\nworld\n");
    }

    @Test
    void gatesThatAreRedAfterTheRebaseSendTheChangeBack() {
        Issue issue = colony.reached("merge-pending");
        moveMain("check.sh", "! test -e greeting.txt\n");
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("changes-requested");
        assertThat(merged("greeting.txt")).isEmpty();
        colony.worker.step();
        assertThat(colony.agent.last("develop").context().path("findings").toString())
                .contains("Gate 'check'");
    }

    @Test
    void reworkAfterARebaseCountsLikeReworkAfterAReviewAndAPersonDecidesInTheEnd() {
        for (int round = 0; round <= 3; round++) {
            develop("greeting.txt", "hello " + round + "\n");
            // Green when it is reviewed, red once the base has moved: each round a check that was not there before.
            int number = round;
            colony.agent.next("review", agent -> {
                moveMain("check.sh", "# " + number + "\ncase $(cat greeting.txt) in *" + number + ") exit 1;; esac\n");
                return ScriptedBackend.completed(AgentWork.verdict("APPROVE"));
            });
        }
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.now(issue).reworkRounds()).isEqualTo(3);
        assertThat(colony.agent.asked("develop")).isEqualTo(4);
        assertThat(colony.reason(issue)).contains("red on the rebased change: check", "after 3 rounds of rework");
    }

    @Test
    void gatesThatAreRedAfterTheRebaseAndOnTheNewBaseAsWellAreForAPerson() {
        Issue issue = colony.reached("merge-pending");
        moveMain("other.txt", "broken\n");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(merged("greeting.txt")).isEmpty();
        colony.approve(issue);
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aConflictThatARuleResolvesIsReviewedAgainBecauseThePatchChanged() {
        develop("list.txt", "one\ntwo\nthree\nimport b;\n");
        Issue issue = colony.reached("merge-pending");
        moveMain("list.txt", "one\ntwo\nthree\nimport c;\n");
        colony.workOn();

        assertThat(colony.path(issue)).endsWith("merge-pending", "in-review", "merge-pending", "done");
        assertThat(colony.agent.asked("merge")).isZero();
        assertThat(colony.agent.asked("review")).isEqualTo(2);
        assertThat(colony.one(
                        "select content -> 'hunks' -> 0 ->> 'rule' from attempt_artifacts where kind = 'conflict'"))
                .isEqualTo("both-added");
        assertThat(merged("list.txt")).contains("one\ntwo\nthree\nimport b;\nimport c;\n");
    }

    @Test
    void aChangeThatTheBaseHoldsByNowIsDoneWithoutAMerge() {
        Issue issue = colony.reached("merge-pending");
        moveMain("greeting.txt", "hello\nworld\n");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.forge.calls("merge")).isZero();
    }

    @Test
    void aConflictThatOnlyAModelCanResolveIsForAPersonAndMergesAtTheHeadThatTheyApproved() {
        Issue issue = conflicting();
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.reason(issue)).contains("confidence of 0.85", head(issue));
        assertThat(merged("list.txt")).contains("one\nTHEIRS\nthree\n");
        assertThat(colony.one("select content ->> 'confidence' from attempt_artifacts where kind = 'conflict'"))
                .isEqualTo("0.85");

        colony.approve(issue);
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(merged("list.txt")).contains("one\nOURS AND THEIRS\nthree\n");
        assertThat(colony.list("select result from gate_results where head_sha = ?", head(issue)))
                .containsExactly("pass");
        assertThat(colony.agent.asked("review")).isEqualTo(1);
    }

    @Test
    void aRetryIsNoApprovalOfWhatAModelResolved() {
        Issue issue = conflicting();
        colony.workOn();
        colony.event(issue, "retry");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(merged("list.txt")).contains("one\nTHEIRS\nthree\n");
    }

    @Test
    void anAgentThatLeavesAConflictOpenIsForAPersonWhoSeesTheConflict() {
        Issue issue = conflicting("{\"resolutions\":[]}");
        String before = head(issue);
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.reason(issue)).contains("list.txt", "did not answer every conflict");
        assertThat(colony.one("select content -> 'hunks' from attempt_artifacts where kind = 'conflict'"))
                .contains("THEIRS");
        assertThat(head(issue)).isEqualTo(before);
    }

    @Test
    void answersAreAppliedToTheBaseThatTheyWereGivenFor() {
        Issue issue = conflicting();
        colony.agent.replace("merge", turn -> agent -> {
            moveMain("list.txt", "zero\none\nOTHERS\nthree\n");
            return turn.take(agent);
        });
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.host().text(head(issue), "list.txt")).contains("one\nOURS AND THEIRS\nthree\n");
    }

    @Test
    void aPersonsApprovalDoesNotCarryOverToARebasedHead() {
        develop("CODEOWNERS", "pipeline {}\n");
        Issue issue = colony.reached("human-review-ready");
        colony.approve(issue);
        moveMain("other.txt", "theirs\n");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(merged("CODEOWNERS")).isEmpty();

        colony.event(issue, "retry");
        colony.workOn();
        assertThat(colony.state(issue)).as("a retry approves nothing").isEqualTo("human-review-ready");
        assertThat(merged("CODEOWNERS")).isEmpty();

        colony.approve(issue);
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aPolicyThatChangedSinceTheVerdictAsksForAnotherReview() {
        Issue issue = colony.reached("merge-pending");
        moveMain(".colony/config.yaml", StageFixture.CONFIG + "review:\n  require_person: true\n");
        colony.workOn();

        assertThat(colony.path(issue)).endsWith("merge-pending", "in-review", "human-review-ready");
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @Test
    void gatesThatAreNewSinceTheReviewRunBeforeAMergeThatAPersonApproved() {
        develop("CODEOWNERS", "pipeline {}\n");
        Issue issue = colony.reached("human-review-ready");
        colony.event(issue, "pause");
        Issue again = colony.event(issue, "resume");
        moveMain(".colony/config.yaml", StageFixture.CONFIG + "  - name: second\n    command: exit 3\n");
        colony.approve(again);
        colony.workOn();

        assertThat(merged("CODEOWNERS")).isEmpty();
    }

    @Test
    void oneMergeAtATimePerBaseBranch() {
        develop("one.txt", "1\n");
        Issue first = colony.reached("merge-pending");
        develop("two.txt", "2\n");
        Issue second = colony.admitted("Another one");
        // The first merge waits while the second issue is worked on.
        colony.execute(
                "update tasks set held_until = ? where issue_id = ? and state = 'queued'",
                java.sql.Timestamp.from(colony.clock.instant().plusSeconds(600)),
                first.id());
        for (int step = 0; step < 3; step++) {
            colony.worker.step();
        }
        assertThat(colony.state(second)).isEqualTo("merge-pending");
        colony.execute("update tasks set held_until = null where issue_id = ? and state = 'queued'", first.id());

        long other = colony.register("other");
        assertThat(colony.dispatcher.claim(other, "other").orElseThrow().issue().id())
                .isEqualTo(first.id());
        assertThat(colony.dispatcher.claim(colony.register("third"), "third")).isEmpty();
        assertThat(colony.one("select waits_for from tasks where state = 'queued'"))
                .contains("its turn");
        colony.clock.advance(Duration.ofMillis(1));
        colony.event(first, "pause");
        assertThat(colony.dispatcher
                        .claim(colony.register("fourth"), "fourth")
                        .orElseThrow()
                        .issue()
                        .id())
                .as("the merge in front has ended, so the next one has its turn at once")
                .isEqualTo(second.id());
        colony.event(first, "resume");
        colony.clock.advance(StageFixture.LEASE.plusSeconds(1));
        colony.sweep();
        colony.workOn();

        assertThat(colony.list("select state from issues")).containsOnly("done");
        assertThat(merged("one.txt")).contains("1\n");
        assertThat(merged("two.txt")).contains("2\n");
    }

    @Test
    void aMergeWaitsForChecksThatTheCodeHostRequiresAlsoAtTheRebasedHead() {
        colony.local.requireChecks(StageFixture.SLUG, java.util.List.of("colony/checks", "colony/review"));
        Issue issue = colony.reached("merge-pending");
        moveMain("other.txt", "theirs\n");
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("merge-pending");
        assertThat(colony.one("select waits_for from tasks where state = 'queued'"))
                .contains("colony/checks");
        colony.deliver();
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aRebasedHeadIsSaidToBeReviewedAlsoWhereTheRunThatRebasedItFailed() {
        colony.local.requireChecks(StageFixture.SLUG, java.util.List.of("colony/checks", "colony/review"));
        Issue issue = colony.reached("merge-pending");
        moveMain("other.txt", "theirs\n");
        colony.forge.before("merge", () -> {
            throw io.colony.engine.forge.ForgeException.temporary("The host is away for a moment.");
        });
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("merge-pending");
        colony.clock.advance(java.time.Duration.ofMinutes(1));
        colony.worker.step();
        colony.deliver();
        colony.workOn();

        assertThat(colony.state(issue)).as(colony.reason(issue)).isEqualTo("done");
    }

    @Test
    void checksThatDoNotComeWithinTwoHoursAreForAPerson() {
        colony.local.requireChecks(StageFixture.SLUG, java.util.List.of("build"));
        Issue issue = colony.reached("merge-pending");
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("merge-pending");
        colony.clock.advance(java.time.Duration.ofHours(2));
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.reason(issue)).contains("'build' is missing");
    }

    @Test
    void aMergeThatIsStoppedWhileGatesRunIsNoVerdictAboutTheChange() {
        Issue issue = colony.reached("merge-pending");
        moveMain("other.txt", "theirs\n");
        colony.forge.after("push", () -> colony.leases.stopAll("this process is shutting down"));
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("merge-pending");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aClosingOfTheIssueThatFailsIsTriedAgainAndMergesNothingTwice() {
        Issue issue = colony.reached("merge-pending");
        colony.forge.before("closeIssue", () -> {
            throw io.colony.engine.forge.ForgeException.temporary("503");
        });
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.forge.calls("merge")).isEqualTo(1);
        assertThat(colony.forge.forge().issue(issue.key()).open()).isFalse();
    }

    private Issue conflicting() {
        return conflicting("""
                {"resolutions":[{"index":0,"lines":["OURS AND THEIRS"],"confidence":1.0,"reason":"both"}]}
                """);
    }

    /** Waits for the Marshal, who meets a conflict that the agent answers so. */
    private Issue conflicting(String answer) {
        develop("list.txt", "one\nOURS\nthree\n");
        Issue issue = colony.reached("merge-pending");
        moveMain("list.txt", "one\nTHEIRS\nthree\n");
        colony.agent.next("merge", agent -> ScriptedBackend.completed(answer));
        return issue;
    }
}
