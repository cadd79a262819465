package io.colony.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.workflow.Workflow.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColonyDefaultTest {
    private final Workflow workflow = Workflows.colonyDefault();

    /** The table of the domain contract, row by row; written down here on its own, so that a slip in the file shows. */
    @ParameterizedTest(name = "{0} --{1}--> {2}")
    @CsvSource({
        "unlabeled, triggered, new",
        "unlabeled, issue-closed, cancelled",
        "new, admitted, analyzing",
        "new, dependent, dependency-blocked",
        "new, duplicate, human-review-ready",
        "analyzing, planned, ready-for-dev",
        "analyzing, epic, planning",
        "analyzing, unclear, needs-clarification",
        "analyzing, clarified-too-often, human-review-ready",
        "analyzing, dependent, dependency-blocked",
        "planning, decomposed, waiting-for-subtasks",
        "planning, single, ready-for-dev",
        "planning, unclear, needs-clarification",
        "needs-clarification, clarified, analyzing",
        "ready-for-dev, claimed, in-development",
        "ready-for-dev, dependent, dependency-blocked",
        "changes-requested, claimed, in-development",
        "changes-requested, dependent, dependency-blocked",
        "dependency-blocked, dependencies-done, $resume",
        "dependency-blocked, dependency-cancelled, failure-blocked",
        "in-development, submitted, in-review",
        "in-development, unclear, needs-clarification",
        "in-development, nothing-to-do, human-review-ready",
        "in-development, rejected, changes-requested",
        "in-review, approve, merge-pending",
        "in-review, approve-needs-person, human-review-ready",
        "in-review, changes, changes-requested",
        "in-review, partial, changes-requested",
        "in-review, rework-exhausted, human-review-ready",
        "in-review, unparseable, human-review-ready",
        "in-review, could-not-run, human-review-ready",
        "in-review, head-moved, in-review",
        "merge-pending, merged, done",
        "merge-pending, checks-failed, changes-requested",
        "merge-pending, low-confidence, human-review-ready",
        "merge-pending, protected, human-review-ready",
        "merge-pending, could-not-run, human-review-ready",
        "merge-pending, base-moved, $stay",
        "merge-pending, checks-pending, $stay",
        "merge-pending, head-moved, in-review",
        "human-review-ready, merged-by-person, done",
        "human-review-ready, head-moved, in-review",
        "waiting-for-subtasks, children-done, done",
        "waiting-for-subtasks, child-failed, failure-blocked",
        "done, reopened, new",
        "cancelled, reopened, new",
    })
    void routes(String from, String outcome, String to) {
        assertThat(workflow.route(new IssueState(from), outcome)).contains(route(to));
    }

    @ParameterizedTest(name = "{1} in {0} leads to {2}")
    @CsvSource({
        "human-review-ready, approve, merge-pending",
        "human-review-ready, request-changes, changes-requested",
        "human-review-ready, retry, $sender",
        "failure-blocked, retry, $resume",
        "paused, resume, $resume",
        "in-review, reimplement, ready-for-dev",
        "in-development, pause, paused",
        "new, cancel, cancelled",
    })
    void offersOperators(String from, String action, String to) {
        assertThat(workflow.action(new IssueState(from), action)).contains(route(to));
    }

    @Test
    void anyNonTerminalStateCanFailBePausedBeMergedByAPersonLoseItsPullRequestAndBeClosed() {
        for (Workflow.StateDefinition state : workflow.states().values()) {
            boolean open = state.type() != Workflow.Type.TERMINAL;
            boolean blocked = state.slug().equals(IssueState.FAILURE_BLOCKED);
            boolean paused = state.slug().equals(IssueState.PAUSED);
            assertThat(state.on().containsKey("failure"))
                    .as("%s fails", state.slug())
                    .isEqualTo(open && !blocked);
            assertThat(workflow.action(state.slug(), "pause").isPresent())
                    .as("%s pauses", state.slug())
                    .isEqualTo(open && !paused);
            for (String event : List.of("merged-by-person", "pr-closed", "issue-closed")) {
                assertThat(state.on().containsKey(event))
                        .as("%s: %s", state.slug(), event)
                        .isEqualTo(open);
            }
        }
    }

    @Test
    void hasTheStatesOfTheContractWithTheirExecutors() {
        assertThat(workflow.states()).hasSize(17);
        assertThat(workflow.initialState()).isEqualTo(IssueState.UNLABELED);
        assertThat(workflow.states().values().stream()
                        .filter(state -> state.executor().isPresent())
                        .collect(Collectors.toMap(
                                state -> state.slug().slug(),
                                state -> state.executor().get())))
                .containsOnly(
                        Map.entry("new", "admit"),
                        Map.entry("analyzing", "analyze"),
                        Map.entry("planning", "plan"),
                        Map.entry("ready-for-dev", "develop"),
                        Map.entry("changes-requested", "develop"),
                        Map.entry("in-development", "develop"),
                        Map.entry("in-review", "review"),
                        Map.entry("merge-pending", "merge"));
    }

    @Test
    void neverResumesInBlockedPausedOrTerminalStates() {
        Set<String> notResumable = workflow.states().keySet().stream()
                .filter(state -> !workflow.resumable(state))
                .map(IssueState::slug)
                .collect(Collectors.toSet());

        assertThat(notResumable)
                .containsExactlyInAnyOrder(
                        "dependency-blocked", "failure-blocked", "waiting-for-subtasks", "done", "cancelled", "paused");
    }

    private static Route route(String to) {
        return switch (to) {
            case "$resume" -> new Route.Resume();
            case "$sender" -> new Route.Sender();
            case "$stay" -> new Route.Stay();
            default -> new Route.To(new IssueState(to));
        };
    }
}
