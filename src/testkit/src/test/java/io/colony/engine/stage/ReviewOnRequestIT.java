package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.Forge.NewPullRequest;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.intake.PullRequestFact;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.recovery.sentinel.SentinelLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pull requests that people wrote are reviewed when somebody asks, and stay theirs. */
class ReviewOnRequestIT extends WithColony {
    private int asked;

    /** Bob pushes a branch and opens a pull request. */
    private PullRequest opened(String path, String text) {
        colony.host().branch("bobs-work", colony.main());
        colony.host().commit("bobs-work", "Bob's work", Map.of(path, text));
        return colony.forge
                .forge()
                .openPullRequest(
                        StageFixture.SLUG,
                        new NewPullRequest("Greet people", "It greets. @ann look", "bob", "bobs-work", "main"));
    }

    private OperatorAnswer review(PullRequest pullRequest, String login) {
        asked++;
        return actions()
                .carryOut(new OperatorCommand(
                        new IssueKey(StageFixture.SLUG, pullRequest.number()),
                        OperatorAction.REVIEW,
                        login,
                        Optional.empty(),
                        "",
                        "test",
                        "review-" + asked));
    }

    private Issue reviewed(PullRequest pullRequest) {
        assertThat(review(pullRequest, "olga").accepted()).isTrue();
        colony.workOn();
        colony.deliver();
        return found(pullRequest);
    }

    private Issue found(PullRequest pullRequest) {
        return colony.database
                .inTransaction(transaction ->
                        colony.stores.issues().find(transaction, new IssueKey(StageFixture.SLUG, pullRequest.number())))
                .orElseThrow();
    }

    private List<String> statuses(String sha) {
        return colony.forge.forge().statuses(StageFixture.SLUG, sha).stream()
                .map(status -> status.context() + " " + status.state())
                .sorted()
                .toList();
    }

    @Test
    void anApprovalIsTheInspectorsWordAndMergesNothing() {
        PullRequest pullRequest = opened("greeting.txt", "hello\n");

        Issue issue = reviewed(pullRequest);

        assertThat(colony.path(issue)).containsExactly("requested", "in-review", "reviewed");
        assertThat(statuses(pullRequest.headSha())).containsExactly("colony/checks SUCCESS", "colony/review SUCCESS");
        assertThat(colony.forge.forge().comments(issue.key()))
                .extracting(ForgeComment::body)
                .anySatisfy(body ->
                        assertThat(body).contains("**APPROVE** at `" + pullRequest.headSha() + "`", "| check | pass"));
        assertThat(colony.agent
                        .last("review")
                        .context()
                        .path("issue")
                        .path("body")
                        .asText())
                .isEqualTo("It greets. @ann look");
        assertThat(colony.agent.last("review").context().path("diff").asText()).contains("+hello");
        assertThat(colony.pullRequest(issue).state()).isEqualTo(PullRequest.State.OPEN);
        assertThat(colony.host().tip("bobs-work")).contains(pullRequest.headSha());
        assertThat(colony.one("select head_sha from verdicts")).isEqualTo(pullRequest.headSha());
        assertThat(merged("greeting.txt")).isEmpty();
    }

    @Test
    void aRedGateIsToldWithoutAskingTheModel() {
        PullRequest pullRequest = opened("greeting.txt", "broken\n");

        Issue issue = reviewed(pullRequest);

        assertThat(colony.state(issue)).isEqualTo("reviewed");
        assertThat(colony.agent.asked("review")).isZero();
        assertThat(statuses(pullRequest.headSha())).containsExactly("colony/checks FAILURE", "colony/review FAILURE");
    }

    @Test
    void whatIsFoundIsToldAndNobodyBuildsIt() {
        PullRequest pullRequest = opened("greeting.txt", "hello\n");
        review(AgentWork.verdict("CHANGES_REQUESTED"));

        Issue issue = reviewed(pullRequest);

        assertThat(colony.state(issue)).isEqualTo("reviewed");
        assertThat(colony.agent.asked("develop")).isZero();
        assertThat(statuses(pullRequest.headSha())).contains("colony/review FAILURE");
    }

    @Test
    void aPushIsReviewedWhenSomebodyAsksAgain() {
        PullRequest pullRequest = opened("greeting.txt", "hello\n");
        Issue issue = reviewed(pullRequest);
        String second = colony.host().commit("bobs-work", "more", Map.of("more.txt", "more\n"));
        colony.hostEvents().pullRequest(issue.key(), fact(pullRequest, PullRequest.State.OPEN, second));
        colony.workOn();
        assertThat(colony.state(issue)).as("nobody asked").isEqualTo("reviewed");

        reviewed(pullRequest);

        assertThat(colony.agent.asked("review")).isEqualTo(2);
        assertThat(statuses(second)).containsExactly("colony/checks SUCCESS", "colony/review SUCCESS");
        assertThat(colony.now(issue).headSha()).contains(second);
    }

    @Test
    void aPushDuringTheReviewIsWhatIsReviewed() {
        PullRequest pullRequest = opened("greeting.txt", "hello\n");
        review(pullRequest, "olga");
        Issue issue = found(pullRequest);
        String[] second = new String[1];
        colony.agent.next("review", agent -> {
            second[0] = colony.host().commit("bobs-work", "more", Map.of("more.txt", "more\n"));
            colony.hostEvents().pullRequest(issue.key(), fact(pullRequest, PullRequest.State.OPEN, second[0]));
            return ScriptedBackend.completed(AgentWork.verdict("APPROVE"));
        });
        colony.workOn();
        colony.deliver();

        assertThat(colony.state(issue)).isEqualTo("reviewed");
        assertThat(colony.list("select head_sha from verdicts")).containsExactly(second[0]);
        assertThat(statuses(second[0])).contains("colony/review SUCCESS");
    }

    @ParameterizedTest
    @EnumSource(
            value = PullRequest.State.class,
            names = {"MERGED", "CLOSED"})
    void whatBecomesOfItIsPeoplesToDecide(PullRequest.State state) {
        PullRequest pullRequest = opened("greeting.txt", "hello\n");
        Issue issue = reviewed(pullRequest);

        colony.hostEvents().pullRequest(issue.key(), fact(pullRequest, state, pullRequest.headSha()));

        assertThat(colony.state(issue)).isEqualTo(state == PullRequest.State.MERGED ? "done" : "cancelled");
    }

    @Test
    void oneThatWasClosedAndIsOpenAgainCanBeAskedForAgain() {
        PullRequest pullRequest = opened("greeting.txt", "hello\n");
        Issue issue = reviewed(pullRequest);
        colony.hostEvents()
                .pullRequest(issue.key(), fact(pullRequest, PullRequest.State.CLOSED, pullRequest.headSha()));

        reviewed(pullRequest);

        assertThat(colony.path(issue))
                .containsExactly("requested", "in-review", "reviewed", "cancelled", "in-review", "reviewed");
        assertThat(colony.now(issue).isPullRequest()).isTrue();
    }

    @Test
    void whoMayNotWriteGetsNoReview() {
        PullRequest pullRequest = opened("greeting.txt", "hello\n");

        OperatorAnswer answer = review(pullRequest, "colony-agent");

        assertThat(answer.accepted()).isFalse();
        assertThat(answer.text()).contains("may not write");
        assertThat(colony.list("select 1 from issues")).isEmpty();
    }

    @Test
    void ourOwnPullRequestIsReviewedOnItsOwnWay() {
        Issue issue = colony.reached("in-review");
        PullRequest ours = colony.pullRequest(issue);

        assertThat(review(ours, "olga").text()).contains("is Colony's own, of " + issue.key());
        assertThat(act(issue, OperatorAction.REVIEW).text()).contains("is reviewed on its own way");
        assertThat(colony.list("select 1 from issues")).hasSize(1);
    }

    @Test
    void whatIsNoneOrIsClosedIsRefusedWithTheReason() {
        PullRequest pullRequest = opened("greeting.txt", "hello\n");
        colony.forge.forge().closePullRequest(StageFixture.SLUG, pullRequest.number());

        assertThat(review(pullRequest, "olga").text()).contains("is closed; only an open one is reviewed");
        OperatorAnswer none = actions()
                .carryOut(new OperatorCommand(
                        new IssueKey(StageFixture.SLUG, 4711),
                        OperatorAction.REVIEW,
                        "olga",
                        Optional.empty(),
                        "",
                        "test",
                        "none"));
        assertThat(none.text()).contains("There is no pull request 4711");
        assertThat(colony.list("select 1 from issues")).isEmpty();
    }

    @Test
    void theSameRequestIsCarriedOutOnce() {
        PullRequest pullRequest = opened("greeting.txt", "hello\n");
        Issue issue = reviewed(pullRequest);
        asked--;

        OperatorAnswer again = review(pullRequest, "olga");
        colony.workOn();

        assertThat(again.text()).contains("is in-review now");
        assertThat(colony.state(issue)).isEqualTo("reviewed");
        assertThat(colony.agent.asked("review")).isEqualTo(1);
    }

    @Test
    void theSentinelLeavesAnOpenOneAloneAndSeesWhatNoEventTold() {
        PullRequest pullRequest = opened("greeting.txt", "hello\n");
        Issue issue = reviewed(pullRequest);
        colony.host().commit("bobs-work", "more", Map.of("more.txt", "more\n"));
        SentinelFixture sentinel = new SentinelFixture(colony);
        SentinelLoop leader = sentinel.leader("a");

        leader.step();
        assertThat(colony.state(issue)).isEqualTo("reviewed");
        assertThat(colony.list(
                        "select detector || ': ' || reason from sentinel_findings where detector <> 'settings-drift'"))
                .isEmpty();
        colony.forge.forge().closePullRequest(StageFixture.SLUG, pullRequest.number());
        colony.clock.advance(Duration.ofMinutes(6));
        leader.step();
        assertThat(colony.state(issue)).isEqualTo("cancelled");
    }

    private static PullRequestFact fact(PullRequest pullRequest, PullRequest.State state, String head) {
        return new PullRequestFact(
                pullRequest.number(),
                state,
                head,
                state == PullRequest.State.MERGED ? Optional.of(head) : Optional.empty(),
                "bob");
    }
}
