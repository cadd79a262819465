package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashIT extends WithColony {
    @ParameterizedTest
    @ValueSource(strings = {"push", "openPullRequest"})
    void aBuilderThatDiesRightAfterAnActIsFinishedWithoutAskingTheAgentAgain(String act) {
        Issue issue = colony.reached("ready-for-dev");
        colony.forge.after(act, this::die);
        colony.loseWorker(colony.worker::step);
        assertThat(colony.state(issue)).isEqualTo("in-development");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.agent.asked("develop")).isEqualTo(1);
        assertThat(colony.list("select 1 from local_pull_requests")).hasSize(1);
        assertThat(colony.list("select 1 from forge_intents where kind = 'push' and state = 'done'"))
                .hasSize(1);
        assertThat(colony.agent
                        .last("review")
                        .context()
                        .path("evidence")
                        .path("files")
                        .toString())
                .contains("greeting.txt");
        assertThat(colony.list("select usd || ' ' || estimated from cost_events where stage = 'develop' order by id"))
                .containsExactly("2.000000 true", "0.000000 false");
    }

    @Test
    void aBuilderThatDiesBeforeItsPushStartsOver() {
        Issue issue = colony.reached("ready-for-dev");
        colony.forge.before("push", this::die);
        colony.loseWorker(colony.worker::step);
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.agent.asked("develop")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "closeIssue"})
    void aMarshalThatDiesAfterItsMergeMergesNothingTwice(String act) {
        Issue issue = colony.reached("merge-pending");
        colony.forge.after(act, this::die);
        colony.loseWorker(colony.worker::step);
        String main = colony.main();
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.main()).isEqualTo(main);
        assertThat(colony.now(issue).mergeSha()).contains(main);
        assertThat(colony.forge.calls("merge")).isEqualTo(1);
        assertThat(colony.forge.forge().issue(issue.key()).open()).isFalse();
    }

    @Test
    void aMarshalThatDiesAfterItsCleanRebaseGoesOnWithTheRebasedHead() {
        Issue issue = colony.reached("merge-pending");
        moveMain("other.txt", "theirs\n");
        colony.forge.after("push", this::die);
        colony.loseWorker(colony.worker::step);
        colony.workOn();

        assertThat(colony.path(issue)).endsWith("merge-pending", "done");
        assertThat(colony.agent.asked("review")).isEqualTo(1);
        assertThat(colony.list("select distinct head_sha from gate_results")).contains(head(issue));
    }

    @Test
    void aMarshalThatDiesAfterARebaseOfWhatAPersonApprovedMergesNothingThatNobodyApproved() {
        develop("CODEOWNERS", "pipeline {}\n");
        Issue issue = colony.reached("human-review-ready");
        colony.approve(issue);
        moveMain("other.txt", "theirs\n");
        colony.forge.after("push", this::die);
        colony.loseWorker(colony.worker::step);
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(merged("CODEOWNERS")).isEmpty();
    }

    @Test
    void aMarshalThatDiesAfterPushingWhatAModelResolvedStillAsksAPerson() {
        develop("list.txt", "one\nOURS\nthree\n");
        Issue issue = colony.reached("merge-pending");
        moveMain("list.txt", "one\nTHEIRS\nthree\n");
        colony.agent.next("merge", agent -> ScriptedBackend.completed("""
                {"resolutions":[{"index":0,"lines":["BOTH"],"confidence":1.0,"reason":"both"}]}
                """));
        colony.forge.after("push", this::die);
        colony.loseWorker(colony.worker::step);
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(colony.reason(issue)).contains("confidence of 0.85");
        assertThat(colony.agent.asked("merge")).isEqualTo(1);
        assertThat(merged("list.txt")).contains("one\nTHEIRS\nthree\n");
    }

    @Test
    void aPauseBetweenPushAndPullRequestLosesNoWork() {
        Issue issue = colony.reached("ready-for-dev");
        colony.forge.after("push", () -> colony.event(issue, "pause"));
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("paused");
        assertThat(colony.list("select 1 from local_pull_requests")).isEmpty();
        colony.event(issue, "resume");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.agent.asked("develop")).isEqualTo(1);
        assertThat(colony.list("select 1 from local_pull_requests")).hasSize(1);
    }

    @Test
    void aReimplementationDuringAPushGetsABranchOfItsOwn() {
        Issue issue = colony.reached("ready-for-dev");
        colony.forge.after("push", () -> colony.event(issue, "reimplement"));
        colony.worker.step();
        assertThat(colony.now(issue).headSha()).isEmpty();
        assertThat(colony.now(issue).branch()).isEmpty();
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.list("select distinct ref from forge_intents where kind = 'push'"))
                .hasSize(2);
    }

    private void die() {
        throw new HookedForge.Killed();
    }
}
