package io.colony.engine.workflow;

import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflow.StateDefinition;
import io.colony.engine.yaml.YamlNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What only the whole workflow can tell: outcomes without a route, states that nothing leads to or out of. */
final class WorkflowChecks {
    private final Workflow workflow;
    private final Map<IssueState, YamlNode> places;

    private final DeclaredOutcomes declared;
    private final Problems problems;

    private WorkflowChecks(
            Workflow workflow, DeclaredOutcomes declared, Map<IssueState, YamlNode> places, Problems problems) {
        this.workflow = workflow;
        this.declared = declared;
        this.places = places;
        this.problems = problems;
    }

    static void check(
            Workflow workflow, DeclaredOutcomes declared, Map<IssueState, YamlNode> places, Problems problems) {
        WorkflowChecks checks = new WorkflowChecks(workflow, declared, places, problems);
        workflow.states().values().forEach(checks::checkOutcomes);
        workflow.states().values().forEach(checks::checkClaim);
        checks.checkLabels();
        checks.checkReachable();
        workflow.states().values().forEach(checks::checkWayOut);
        new MeaningChecks(workflow, checks::problem).check();
    }

    private void checkOutcomes(StateDefinition state) {
        if (state.executor().isEmpty()) {
            return;
        }
        if (!state.on().containsKey(Outcomes.FAILURE)) {
            problem(
                    state,
                    "has an executor, but does not say where a failure leads; add under 'events': failure: {from:"
                            + " $non-terminal, to: a blocked state}");
        }
        // A claim hands the task on: its outcomes are routed where the issue then is.
        if (state.on().containsKey(Outcomes.CLAIMED)) {
            return;
        }
        String executor = state.executor().get();
        for (String outcome : declared.of(executor).orElse(List.of())) {
            if (!state.on().containsKey(outcome)) {
                problem(
                        state,
                        "has executor '" + executor + "', which declares the outcome '" + outcome
                                + "' that no route names; add '" + outcome + ": STATE' under its 'on'");
            }
        }
    }

    private void checkClaim(StateDefinition state) {
        Route claim = state.on().get(Outcomes.CLAIMED);
        if (claim == null) {
            return;
        }
        boolean sameExecutor = claim instanceof Route.To to
                && state.executor().isPresent()
                && state.executor().equals(workflow.state(to.state()).executor())
                && !to.state().equals(state.slug());
        if (!sameExecutor) {
            problem(
                    state,
                    "routes 'claimed', by which the claimed task goes along: it must lead to another state that has"
                            + " the same executor as this one");
        }
    }

    private void checkLabels() {
        Map<String, IssueState> owners = new HashMap<>();
        workflow.states().values().forEach(state -> {
            IssueState other = owners.put(state.label(), state.slug());
            if (other != null) {
                problem(
                        state,
                        "has the label '" + state.label() + "' of state '" + other + "'; give it one of its own");
            }
        });
    }

    private void checkReachable() {
        Set<IssueState> reached = new HashSet<>();
        Deque<IssueState> next = new ArrayDeque<>(List.of(workflow.initialState()));
        while (!next.isEmpty()) {
            IssueState state = next.remove();
            if (reached.add(state)) {
                targets(state).forEach(next::add);
            }
        }
        workflow.states().values().forEach(state -> {
            if (!reached.contains(state.slug())) {
                problem(
                        state,
                        "cannot be reached from the initial state '" + workflow.initialState()
                                + "'; add a route to it, or leave it out");
            }
        });
    }

    private void checkWayOut(StateDefinition state) {
        boolean leadsOn = !state.on().isEmpty()
                || !state.transitions().isEmpty()
                || workflow.operatorActions().values().stream()
                        .anyMatch(action -> action.from().contains(state.slug()));
        if (state.type() != Workflow.Type.TERMINAL && !leadsOn) {
            problem(
                    state,
                    "leads nowhere, so an issue would stay in it for ever; add a route under its 'on', or make it"
                            + " type: terminal");
        }
    }

    private Stream<IssueState> targets(IssueState from) {
        StateDefinition state = workflow.state(from);
        Stream<Route> routes = Stream.concat(
                state.on().values().stream(),
                workflow.operatorActions().values().stream()
                        .flatMap(action -> Stream.ofNullable(action.routes().get(from))));
        Stream<IssueState> routed = routes.flatMap(route -> switch (route) {
            case Route.To to -> Stream.of(to.state());
            case Route.Resume resume -> Stream.empty();
            case Route.Sender sender -> Stream.empty();
            case Route.Stay stay -> Stream.empty();
        });
        return Stream.of(routed, state.transitions().stream(), state.retryAs().stream())
                .flatMap(stream -> stream);
    }

    private void problem(StateDefinition state, String problem) {
        YamlNode place = places.get(state.slug());
        if (place == null) {
            throw new WorkflowException("State '" + state.slug() + "' " + problem + ".");
        }
        problems.add(place.error("state '" + state.slug() + "' " + problem + "."));
    }
}
