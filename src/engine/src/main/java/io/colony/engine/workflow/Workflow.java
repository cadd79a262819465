package io.colony.engine.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A validated state machine. Immutable.
 *
 * @param states in the order of the file
 * @param initialState where a registered issue begins
 * @param subject what moves through it
 * @param triggerLabel the label that brings an issue in; empty where its subject comes in by request
 * @param events what can happen in several states, by name; already part of those states' {@code on}
 * @param operatorActions what people may do anywhere it applies, by action name, such as {@code pause}
 */
public record Workflow(
        String id,
        int version,
        String name,
        String description,
        Subject subject,
        IssueState initialState,
        String triggerLabel,
        Map<IssueState, StateDefinition> states,
        Map<String, Event> events,
        Map<String, OperatorAction> operatorActions) {

    /** The definition of a state; throws where the workflow has none of that name. */
    public StateDefinition state(IssueState state) {
        StateDefinition definition = states.get(state);
        if (definition == null) {
            throw new WorkflowException("Workflow " + id + " version " + version + " has no state '" + state + "'.");
        }
        return definition;
    }

    /** Where an outcome or event leads from a state; empty when the workflow has no such route. */
    public Optional<Route> route(IssueState from, String outcome) {
        return Optional.ofNullable(state(from).on().get(outcome));
    }

    /** Where an operator action leads from a state; empty when it does not apply there. */
    public Optional<Route> action(IssueState from, String name) {
        return Optional.ofNullable(operatorActions.get(name))
                .flatMap(action -> Optional.ofNullable(action.routes().get(from)));
    }

    /** Whether an operator may move an issue from one state to the other by name. */
    public boolean allows(IssueState from, IssueState to) {
        return state(from).transitions().contains(to);
    }

    /** Whether some event that can happen in the one state leads to the other. */
    public boolean eventLeads(IssueState from, IssueState to) {
        return events.values().stream()
                .anyMatch(event -> event.from().contains(from) && event.route().equals(new Route.To(to)));
    }

    /**
     * Whether an issue can be led back to this state: it can to active and waiting ones, but not to a blocked one, nor to
     * one that itself only leads back, such as {@code paused}.
     */
    public boolean resumable(IssueState state) {
        StateDefinition definition = state(state);
        return switch (definition.type()) {
            case BLOCKED, TERMINAL -> false;
            case ACTIVE, AWAITING_HUMAN, PRE_INTAKE -> {
                Route resume = new Route.Resume();
                yield !definition.on().containsValue(resume)
                        && operatorActions.values().stream()
                                .noneMatch(
                                        action -> resume.equals(action.routes().get(state)));
            }
        };
    }

    /** The states from which a claim leads to this one, such as {@code ready-for-dev} to {@code in-development}. */
    public List<IssueState> claimedFrom(IssueState state) {
        Route claim = new Route.To(state);
        return states.values().stream()
                .filter(definition -> claim.equals(definition.on().get(Outcomes.CLAIMED)))
                .map(StateDefinition::slug)
                .toList();
    }

    /** What moves through a workflow. */
    public enum Subject {
        /** Issues, which become changes. */
        ISSUES,
        /** Pull requests that people wrote, which are reviewed and stay theirs. */
        PULL_REQUESTS
    }

    /** What a state is. */
    public enum Type {
        /** Work is under way or waits for a worker. */
        ACTIVE,
        /** Waits for something that is not a person's decision, or for an operator. */
        BLOCKED,
        /** Waits for a person. */
        AWAITING_HUMAN,
        /** The end. */
        TERMINAL,
        /** Known, not picked up. */
        PRE_INTAKE
    }

    /** Who unblocks a blocked state. */
    public enum Recovery {
        MANUAL,
        AUTO
    }

    /**
     * A state.
     *
     * @param executor the executor whose task is made on entry, such as {@code analyze}
     * @param on where each outcome and event leads
     * @param transitions where an operator may move an issue by name
     * @param label the projected label's last part; the slug unless the file says otherwise
     * @param retryAs where a retry by {@link Route.Sender} leads instead of to this state
     */
    public record StateDefinition(
            IssueState slug,
            Type type,
            String description,
            Optional<String> executor,
            Optional<Recovery> recovery,
            String label,
            Map<String, Route> on,
            List<IssueState> transitions,
            Optional<IssueState> retryAs) {}

    /** Where an outcome leads. */
    public sealed interface Route {
        /** To a state. */
        record To(IssueState state) implements Route {}

        /** To the issue's {@code resume_state}. */
        record Resume() implements Route {}

        /** To the active state that last sent the issue away, as its {@code retry_as} has it. */
        record Sender() implements Route {}

        /** Nowhere: the state stays, and its task is made anew. */
        record Stay() implements Route {}
    }

    /**
     * What can happen in several states.
     *
     * @param from the states that it can happen in
     */
    public record Event(String name, String description, Set<IssueState> from, Route route) {}

    /**
     * What a person may do.
     *
     * @param routes where it leads, by the state that it applies in
     * @param onlyAfter a state that the issue must have been in before
     */
    public record OperatorAction(
            String name, String description, Map<IssueState, Route> routes, Optional<IssueState> onlyAfter) {
        /** The states that it applies in. */
        public Set<IssueState> from() {
            return routes.keySet();
        }
    }
}
