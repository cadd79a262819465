package io.colony.engine.workflow;

import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Where the engine gives a name or an executor a meaning: what it then relies on. A workflow may leave out any state of
 * {@code colony-default}, but not what it says it will do.
 */
final class MeaningChecks {
    private static final Set<IssueState> ENDS = Set.of(IssueState.DONE, IssueState.CANCELLED);

    private final Workflow workflow;
    private final BiConsumer<StateDefinition, String> problem;

    MeaningChecks(Workflow workflow, BiConsumer<StateDefinition, String> problem) {
        this.workflow = workflow;
        this.problem = problem;
    }

    void check() {
        workflow.states().values().forEach(state -> {
            checkEnd(state);
            checkFailure(state);
            checkWait(state, Outcomes.DEPENDENT, List.of(Outcomes.DEPENDENCIES_DONE, Outcomes.DEPENDENCY_CANCELLED));
            checkWait(state, Outcomes.DECOMPOSED, List.of(Outcomes.CHILDREN_DONE, Outcomes.CHILD_FAILED));
        });
        checkTrigger();
        checkChange();
    }

    /** Dependencies, epics, reports and pages read from the name of the end what became of an issue. */
    private void checkEnd(StateDefinition state) {
        boolean terminal = state.type() == Workflow.Type.TERMINAL;
        if (terminal != ENDS.contains(state.slug())) {
            problem.accept(
                    state,
                    terminal
                            ? "is terminal, and an issue ends either 'done' (the work is in) or 'cancelled' (it is not):"
                                    + " dependencies, epics and reports go by these names. Rename it; 'label' is free"
                            : "has a name that means an end; make it type: terminal, or rename it");
        }
    }

    /** A failure that leads back to work would be tried again without an end. */
    private void checkFailure(StateDefinition state) {
        Optional<Route> failure = Optional.ofNullable(state.on().get(Outcomes.FAILURE));
        boolean rests = failure.map(route -> target(state, route)
                        .filter(to -> to.executor().isEmpty())
                        .isPresent())
                .orElse(true);
        if (!rests) {
            problem.accept(
                    state,
                    "routes 'failure' to where work goes on, so it would be tried without an end; lead it to a state"
                            + " without an executor, such as one of type: blocked");
        }
    }

    private void checkWait(StateDefinition state, String outcome, List<String> needed) {
        Optional<StateDefinition> waiting =
                Optional.ofNullable(state.on().get(outcome)).flatMap(route -> target(state, route));
        waiting.filter(to -> to.type() != Workflow.Type.TERMINAL)
                .ifPresent(to -> needed.stream()
                        .filter(event -> !to.on().containsKey(event))
                        .forEach(event -> problem.accept(
                                to,
                                "is where '" + outcome + "' of '" + state.slug() + "' leads, and does not say where '"
                                        + event + "' leads on; add '" + event + ": STATE' under its 'on'")));
    }

    private void checkTrigger() {
        StateDefinition initial = workflow.state(workflow.initialState());
        if (initial.type() == Workflow.Type.PRE_INTAKE && !initial.on().containsKey(Outcomes.TRIGGERED)) {
            problem.accept(
                    initial,
                    "is where issues begin, and nothing lets them in; add 'triggered: STATE' under its 'on', or begin in"
                            + " a state of type: active");
        }
    }

    /** A stage that works on a change needs one that makes it, and a merge needs somebody who answers for it. */
    private void checkChange() {
        if (workflow.subject() == Workflow.Subject.PULL_REQUESTS) {
            checkReviewOnly();
            return;
        }
        for (String executor : List.of("review", "merge")) {
            first(executor)
                    .filter(state -> first("develop").isEmpty())
                    .ifPresent(state -> problem.accept(
                            state,
                            "has executor '" + executor
                                    + "', and no state has executor 'develop', which makes the change; add one"));
        }
        boolean approvable = workflow.operatorActions().containsKey(Outcomes.APPROVE);
        first("merge")
                .filter(state -> first("review").isEmpty() && !approvable)
                .ifPresent(state -> problem.accept(
                        state,
                        "has executor 'merge', which merges only what a review or a person approved; add a state with"
                                + " executor: builtin:review, or an operator action 'approve' that leads here"));
    }

    /** What a person wrote stays theirs: it is reviewed, and neither changed nor merged. */
    private void checkReviewOnly() {
        for (String executor : List.of("admit", "analyze", "plan", "develop", "merge")) {
            first(executor)
                    .ifPresent(state -> problem.accept(
                            state,
                            "has executor '" + executor + "', and what moves here are pull requests that people wrote:"
                                    + " they are reviewed, and neither changed nor merged; leave it out"));
        }
    }

    private Optional<StateDefinition> first(String executor) {
        return workflow.states().values().stream()
                .filter(state -> state.executor().filter(executor::equals).isPresent())
                .findFirst();
    }

    private Optional<StateDefinition> target(StateDefinition from, Route route) {
        return switch (route) {
            case Route.To to -> Optional.of(workflow.state(to.state()));
            case Route.Stay stay -> Optional.of(from);
            case Route.Resume resume -> Optional.empty();
            case Route.Sender sender -> Optional.empty();
        };
    }
}
