package io.colony.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflow.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColonyReviewTest {
    private final Workflow workflow = Workflows.colonyReview();

    @ParameterizedTest(name = "{0} --{1}--> {2}")
    @CsvSource({
        "requested, triggered, in-review",
        "in-review, approve, reviewed",
        "in-review, approve-needs-person, reviewed",
        "in-review, changes, reviewed",
        "in-review, partial, reviewed",
        "in-review, rework-exhausted, reviewed",
        "in-review, unparseable, human-review-ready",
        "in-review, could-not-run, human-review-ready",
        "in-review, head-moved, in-review",
        "in-review, failure, failure-blocked",
        "reviewed, merged-by-person, done",
        "reviewed, pr-closed, cancelled",
        "reviewed, issue-closed, cancelled",
        "cancelled, reopened, in-review",
    })
    void routes(String from, String outcome, String to) {
        assertThat(workflow.route(new IssueState(from), outcome)).contains(new Route.To(new IssueState(to)));
    }

    @Test
    void aPushAfterTheReviewAsksForNone() {
        assertThat(workflow.route(new IssueState("reviewed"), Outcomes.HEAD_MOVED))
                .isEmpty();
    }

    @Test
    void isForPullRequestsAndNothingInItChangesOrMergesOne() {
        assertThat(workflow.subject()).isEqualTo(Subject.PULL_REQUESTS);
        assertThat(workflow.states().values())
                .allSatisfy(
                        state -> assertThat(state.executor().orElse("review")).isEqualTo("review"));
        assertThat(workflow.operatorActions()).doesNotContainKeys(Outcomes.APPROVE, Outcomes.REIMPLEMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyze", "plan", "develop", "merge"})
    void whatPeopleWroteIsNeitherChangedNorMerged(String executor) {
        String wrong = Workflows.colonyReviewYaml().replace("builtin:review", "builtin:" + executor);

        assertThatThrownBy(() -> WorkflowParser.parse(wrong, "mine.yaml"))
                .hasMessageContaining("has executor '" + executor + "'")
                .hasMessageContaining("neither changed nor merged");
    }

    @Test
    void whatElseShouldMoveIsAskedBack() {
        String wrong = Workflows.colonyReviewYaml().replace("of: pull-requests", "of: commits");

        assertThatThrownBy(() -> WorkflowParser.parse(wrong, "mine.yaml"))
                .hasMessageContaining("'commits' does not move through workflows");
    }
}
