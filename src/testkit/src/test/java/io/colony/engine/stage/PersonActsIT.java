package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.intake.HostDecision;
import io.colony.engine.intake.PullRequestFact;
import io.colony.engine.issue.Issue;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A person, or the code host, acts while a stage runs: the issue moves at once, the worker is told with its next heartbeat,
 * books what it cost, and changes nothing else.
 */
class PersonActsIT extends WithColony {
    private static final String OTHER = "2222222222222222222222222222222222222222";

    static Stream<Arguments> acts() {
        return Stream.of(
                act("develop", "pause", "paused", act(OperatorAction.PAUSE)),
                act("develop", "cancel", "cancelled", act(OperatorAction.CANCEL)),
                act("develop", "reimplement", "ready-for-dev", act(OperatorAction.REIMPLEMENT)),
                act("develop", "an accepted edit", "analyzing", PersonActsIT::acceptsEdit),
                act(
                        "develop",
                        "a closed issue",
                        "cancelled",
                        (test, issue) -> moved(test.colony.hostEvents().issueClosed(issue.key(), "ann"))),
                act("review", "pause", "paused", act(OperatorAction.PAUSE)),
                act("review", "cancel", "cancelled", act(OperatorAction.CANCEL)),
                act("review", "reimplement", "ready-for-dev", act(OperatorAction.REIMPLEMENT)),
                act("review", "an accepted edit", "analyzing", PersonActsIT::acceptsEdit),
                act(
                        "review",
                        "a push by a person",
                        "in-review",
                        (test, issue) -> moved(
                                test.colony.hostEvents().headMoved(issue.key(), Optional.of(OTHER), OTHER, "ann"))),
                act("review", "a merge by a person", "done", fact(PullRequest.State.MERGED)),
                act("review", "a closed pull request", "human-review-ready", fact(PullRequest.State.CLOSED)),
                act("analyze", "pause", "paused", act(OperatorAction.PAUSE)),
                act("analyze", "an accepted edit", "analyzing", PersonActsIT::acceptsEdit));
    }

    private static Arguments act(String stage, String name, String to, BiConsumer<PersonActsIT, Issue> act) {
        return Arguments.of(stage, name, to, act);
    }

    private static BiConsumer<PersonActsIT, Issue> act(OperatorAction action) {
        return (test, issue) -> assertThat(test.act(issue, action).accepted()).isTrue();
    }

    private static BiConsumer<PersonActsIT, Issue> fact(PullRequest.State state) {
        return (test, issue) -> {
            Issue now = test.colony.now(issue);
            moved(test.colony
                    .hostEvents()
                    .pullRequest(
                            issue.key(),
                            new PullRequestFact(
                                    now.pullRequest().orElseThrow(),
                                    state,
                                    now.headSha().orElseThrow(),
                                    state == PullRequest.State.MERGED ? now.headSha() : Optional.empty(),
                                    "ann")));
        };
    }

    private static void moved(HostDecision decision) {
        assertThat(decision).isInstanceOf(HostDecision.Moved.class);
    }

    private static void acceptsEdit(PersonActsIT test, Issue issue) {
        test.colony.execute(
                "update local_issues set body = 'Please, in French.' where number = ?",
                issue.key().number());
        test.colony.hostEvents().edited(issue.key(), Optional.of("ann"));
        assertThat(test.acceptEdit(issue).accepted()).isTrue();
    }

    @ParameterizedTest(name = "{1} during {0} -> {2}")
    @MethodSource("acts")
    void theIssueMovesAtOnceAndTheWorkerChangesNothingMore(
            String stage, String name, String to, BiConsumer<PersonActsIT, Issue> act) {
        Issue issue = colony.admitted("Add a greeting");
        colony.agent.next(stage, agent -> {
            colony.leases.beat();
            assertThat(agent.stop().stopped()).as("before anybody acted").isFalse();
            act.accept(this, issue);
            assertThat(colony.state(issue)).isEqualTo(to);
            colony.leases.beat();
            assertThat(agent.stop().reason()).contains("the task was taken away");
            return ScriptedBackend.ended(End.STOPPED, "stopped");
        });
        while (colony.agent.asked(stage) == 0) {
            assertThat(colony.worker.step()).isTrue();
        }

        List<String> path = colony.path(issue);
        assertThat(colony.state(issue)).as("after the worker came back").isEqualTo(to);
        assertThat(path.getLast()).isEqualTo(to);
        assertThat(colony.list("select end_kind from agent_runs where stage = ? order by id", stage))
                .containsExactly("revoked");
        assertThat(colony.list(
                        "select count(*)::text from cost_events c join agent_runs r on r.id = c.run_id"
                                + " where r.stage = ? and c.usd > 0",
                        stage))
                .as("what the agent cost is booked")
                .containsExactly("1");
        assertThat(colony.list("select 1 from reservations where state = 'open'"))
                .isEmpty();
    }
}
