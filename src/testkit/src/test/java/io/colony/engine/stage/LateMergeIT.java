package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.issue.Issue;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A worker is frozen after it has made sure that the task is still its own and before it asks the code host to merge, for
 * longer than its lease. What others do meanwhile happens in the hook before its call.
 */
class LateMergeIT extends WithColony {
    @Test
    void aMergeThatAnotherWorkerHasTakenOverIsMergedOnce() {
        Issue issue = colony.reached("merge-pending");
        frozenInMerge(() -> {
            otherWorker();
            assertThat(colony.state(issue)).isEqualTo("done");
        });

        assertThat(colony.path(issue)).endsWith("merge-pending", "done");
        assertMergedOnceAsRecorded(issue);
        assertThat(intents()).containsExactly("done already yes", "done merged");
    }

    @Test
    void aChangeThatWasSentBackMeanwhileIsNotMergedByAnOlderHead() {
        Issue issue = colony.reached("merge-pending");
        String reviewed = head(issue);
        frozenInMerge(() -> {
            moveMain("other.txt", "theirs\n");
            moveMain("check.sh", "! test -e greeting.txt\n");
            assertThat(colony.newWorker("worker-2").step()).isTrue();
            assertThat(colony.state(issue)).isEqualTo("changes-requested");
        });

        assertThat(head(issue)).isNotEqualTo(reviewed);
        assertThat(merged("greeting.txt")).isEmpty();
        assertThat(intents()).containsExactly("superseded the pull request is OPEN");
    }

    @Test
    void whereTheImplementationWasStartedOverTheOldPullRequestIsClosedAndTheLateMergeRefused() {
        Issue issue = colony.reached("merge-pending");
        String main = colony.main();
        frozenInMerge(() -> {
            giveUpAndDo(issue, OperatorAction.REIMPLEMENT);
            colony.deliver();
        });
        assertThat(colony.main()).isEqualTo(main);
        assertThat(intents()).containsExactly("superseded the pull request is OPEN");

        develop("second.txt", "anew\n");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(merged("second.txt")).isPresent();
        assertMergedOnceAsRecorded(issue);
    }

    @Test
    void whereTheOldPullRequestWasMergedAfterAllTheNewOneIsNotMergedAsWell() {
        Issue issue = colony.reached("merge-pending");
        long first = colony.pullRequest(issue).number();
        frozenInMerge(() -> giveUpAndDo(issue, OperatorAction.REIMPLEMENT));
        assertThat(intents()).containsExactly("done merged yes");
        assertThat(colony.forge.forge().issue(issue.key()).open())
                .as("work on it goes on")
                .isTrue();
        String main = colony.main();

        develop("second.txt", "anew\n");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.reason(issue)).contains("Pull request " + first, "merged after all");
        assertThat(colony.main()).isEqualTo(main);
        assertThat(colony.pullRequest(issue).number()).isEqualTo(first);
        assertMergedOnceAsRecorded(issue);
    }

    @Test
    void ofACancelledIssueTheLateMergeIsRefused() {
        Issue issue = colony.reached("merge-pending");
        String main = colony.main();
        frozenInMerge(() -> {
            giveUpAndDo(issue, OperatorAction.CANCEL);
            colony.deliver();
        });

        assertThat(colony.state(issue)).isEqualTo("cancelled");
        assertThat(colony.main()).isEqualTo(main);
        assertThat(colony.now(issue).mergeSha()).isEmpty();
        assertThat(intents()).containsExactly("superseded the pull request is OPEN");
    }

    @Test
    void ofACancelledIssueAMergeThatCameBeforeItsPullRequestWasClosedIsOnRecord() {
        Issue issue = colony.reached("merge-pending");
        frozenInMerge(() -> giveUpAndDo(issue, OperatorAction.CANCEL));
        colony.deliver();

        assertThat(colony.state(issue)).isEqualTo("cancelled");
        assertThat(intents()).containsExactly("done merged yes");
        assertMergedOnceAsRecorded(issue);
    }

    @Test
    void anIssueThatIsOpenedAgainIsMergedAgainWhateverWasGivenUpBeforeItWasDone() {
        Issue issue = colony.reached("merge-pending");
        frozenInMerge(this::otherWorker);
        colony.event(issue, "reopened");

        develop("second.txt", "anew\n");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(merged("second.txt")).isPresent();
    }

    @Test
    void whatIsInTheHostsQueueIsTakenOutWhereItsIssueEnds() {
        Issue issue = colony.reached("merge-pending");
        inTheQueue(issue);
        assertThat(act(issue, OperatorAction.CANCEL).accepted()).isTrue();
        colony.deliver();

        assertThat(colony.pullRequest(issue).state()).isEqualTo(PullRequest.State.CLOSED);
    }

    @Test
    void whatTheHostsQueueMergedIsNotMergedAgainByAnImplementationThatBeganAnew() {
        Issue issue = colony.reached("merge-pending");
        long first = colony.pullRequest(issue).number();
        inTheQueue(issue);
        assertThat(act(issue, OperatorAction.REIMPLEMENT).accepted()).isTrue();
        PullRequest queued = colony.local.pullRequest(StageFixture.SLUG, first);
        assertThat(colony.local.merge(StageFixture.SLUG, first, queued.headSha(), "by the queue"))
                .isInstanceOf(MergeOutcome.Merged.class);
        String main = colony.main();

        develop("second.txt", "anew\n");
        colony.workOn();
        assertThat(colony.state(issue)).as(colony.reason(issue)).isEqualTo("done");
        assertThat(colony.reason(issue)).contains("Pull request " + first);
        assertThat(colony.main()).isEqualTo(main);
        assertMergedOnceAsRecorded(issue);
    }

    /** As the Marshal leaves it where the code host merges by a queue of its own. */
    private void inTheQueue(Issue issue) {
        long number = colony.pullRequest(issue).number();
        colony.execute(
                "insert into forge_intents (issue_id, task_id, epoch, kind, ref, details, state, result, created_at,"
                        + " resolved_at) select issue_id, id, 1, 'merge', 'pull/' || ?, jsonb_build_object('repository',"
                        + " ?, 'pull_request', ?), 'done', '{\"answer\": \"queued\"}', now(), now() from tasks"
                        + " where issue_id = ? and executor = 'merge'",
                Long.toString(number),
                StageFixture.SLUG,
                Long.toString(number),
                issue.id());
    }

    /** Steps the worker, whose lease ends while it stands before the call that merges. */
    private void frozenInMerge(Runnable meanwhile) {
        colony.forge.before("merge", () -> {
            colony.clock.advance(StageFixture.LEASE.plusSeconds(1));
            assertThat(colony.sweep()).isEqualTo(1);
            colony.clock.advance(Duration.ofSeconds(10));
            meanwhile.run();
        });
        colony.worker.step();
        assertThat(
                        colony.one(
                                "select end_kind || coalesce(': ' || reason, '') from agent_runs where stage = 'merge' order by id limit 1"))
                .startsWith("lost");
    }

    private void otherWorker() {
        StageWorker other = colony.newWorker("worker-2");
        while (other.step()) {
            // Until nothing is due.
        }
    }

    /** Another Marshal finds the merge not done and has a reason not to do it; then a person decides otherwise. */
    private void giveUpAndDo(Issue issue, OperatorAction action) {
        colony.execute("update verdicts set voided_at = created_at, voided_reason = 'a test said so'");
        assertThat(colony.newWorker("worker-2").step()).isTrue();
        assertThat(colony.state(issue)).isNotIn("merge-pending", "done");
        assertThat(act(issue, action).accepted()).isTrue();
    }

    private java.util.List<String> intents() {
        return colony.list("select concat_ws(' ', state, result ->> 'answer', result ->> 'late') from forge_intents"
                + " where kind = 'merge' order by id");
    }

    private void assertMergedOnceAsRecorded(Issue issue) {
        assertThat(colony.list("select merge_sha from local_pull_requests where state = 'merged'"))
                .containsExactly(colony.main());
        assertThat(colony.now(issue).mergeSha()).contains(colony.main());
    }
}
