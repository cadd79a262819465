package io.colony.engine.workflow;

import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflow.StateDefinition;
import io.colony.engine.yaml.YamlException;
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

    private WorkflowChecks(Workflow workflow, Map<IssueState, YamlNode> places) {
        this.workflow = workflow;
        this.places = places;
    }

    static void check(Workflow workflow, Map<IssueState, YamlNode> places) {
        WorkflowChecks checks = new WorkflowChecks(workflow, places);
        workflow.states().values().forEach(checks::checkOutcomes);
        workflow.states().values().forEach(checks::checkClaim);
        checks.checkLabels();
        checks.checkReachable();
        workflow.states().values().forEach(checks::checkWayOut);
    }

    private void checkOutcomes(StateDefinition state) {
        if (state.executor().isEmpty()) {
            return;
        }
        if (!state.on().containsKey(Outcomes.FAILURE)) {
            throw error(
                    state,
                    "has an executor, but does not say where a failure leads; add under 'events': failure: {from:"
                            + " $non-terminal, to: a blocked state}");
        }
        // A claim hands the task on: its outcomes are routed where the issue then is.
        if (state.on().containsKey(Outcomes.CLAIMED)) {
            return;
        }
        String executor = state.executor().get();
        List<String> declared = BuiltinExecutors.outcomes(executor).orElse(List.of());
        for (String outcome : declared) {
            if (!state.on().containsKey(outcome)) {
                throw error(
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
            throw error(
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
                throw error(
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
                throw error(
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
            throw error(
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

    private YamlException error(StateDefinition state, String problem) {
        YamlNode place = places.get(state.slug());
        if (place == null) {
            throw new WorkflowException("State '" + state.slug() + "' " + problem + ".");
        }
        return place.error("state '" + state.slug() + "' " + problem + ".");
    }
}
