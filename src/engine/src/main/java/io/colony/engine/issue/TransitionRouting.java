package io.colony.engine.issue;

import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.OperatorAction;
import io.colony.engine.workflow.Workflow.Route;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Decides where a request leads: the workflow's routes, read against one issue and its history. Pure. */
final class TransitionRouting {
    private final Workflow workflow;
    private final TransitionRequest request;
    private final Issue issue;
    private final Supplier<List<Step>> history;

    /** @param history the issue's transitions, newest first; asked for only where a route looks back */
    TransitionRouting(Workflow workflow, TransitionRequest request, Supplier<List<Step>> history) {
        this.workflow = workflow;
        this.request = request;
        this.issue = request.issue();
        this.history = history;
    }

    /** A past transition. */
    record Step(Optional<IssueState> from, IssueState to, String outcome) {}

    /** Where the request leads. */
    sealed interface Destination {
        /** To a state, which may be the one that the issue is in. */
        record State(IssueState state) implements Destination {}

        /** Nowhere: the workflow has no such route. */
        record None(String reason) implements Destination {}
    }

    Destination destination() {
        Destination routed = routed();
        if (request.target().isEmpty()) {
            return routed;
        }
        Destination.State target = new Destination.State(request.target().get());
        return routed.equals(target) || mayMove(target.state()) ? target : noMove(target.state());
    }

    private Destination routed() {
        Optional<Route> route = workflow.route(issue.state(), request.outcome());
        if (route.isPresent()) {
            return follow(route.get());
        }
        // A worker's outcome is never an operator's action, whatever an agent calls it.
        Optional<Route> action = request.actor().kind() == Actor.Kind.WORKER
                ? Optional.empty()
                : workflow.action(issue.state(), request.outcome());
        if (action.isEmpty()) {
            return noRoute();
        }
        Optional<IssueState> missing = missingBefore();
        return missing.isPresent()
                ? new Destination.None("'" + request.outcome() + "' is possible only once an issue has been in '"
                        + missing.get() + "', and " + issue.key() + " has not.")
                : follow(action.get());
    }

    /** The state that the action asks to have been in and the issue was not. */
    private Optional<IssueState> missingBefore() {
        return Optional.ofNullable(workflow.operatorActions().get(request.outcome()))
                .flatMap(OperatorAction::onlyAfter)
                .filter(state -> !state.equals(issue.state())
                        && history.get().stream().noneMatch(step -> step.to().equals(state)));
    }

    private Destination follow(Route route) {
        return switch (route) {
            case Route.To to -> new Destination.State(to.state());
            case Route.Stay stay -> new Destination.State(issue.state());
            case Route.Resume resume -> found(issue.resumeState(), "it has been in no state to go back to");
            case Route.Sender sender -> found(sender(), "no stage has sent it");
        };
    }

    private Destination found(Optional<IssueState> state, String otherwise) {
        return state.<Destination>map(Destination.State::new)
                .orElseGet(() -> new Destination.None("'" + request.outcome() + "' leads " + issue.key() + " nowhere: "
                        + otherwise + ". Move it by name instead."));
    }

    /** The active state that the issue left last, as a retry may enter it. */
    private Optional<IssueState> sender() {
        List<Step> steps = history.get();
        for (int index = 0; index < steps.size(); index++) {
            Optional<IssueState> from = steps.get(index).from().filter(this::active);
            if (from.isPresent()) {
                IssueState entrance = entrance(from.get(), steps.subList(index, steps.size()));
                return Optional.of(workflow.state(entrance).retryAs().orElse(entrance));
            }
        }
        return Optional.empty();
    }

    private boolean active(IssueState state) {
        return workflow.states().containsKey(state) && workflow.state(state).type() == Workflow.Type.ACTIVE;
    }

    /** A state that only a claim leads to is entered again by way of the state that it was claimed from. */
    private IssueState entrance(IssueState state, List<Step> before) {
        List<IssueState> claimedFrom = workflow.claimedFrom(state);
        return before.stream()
                .filter(step -> step.to().equals(state) && step.outcome().equals(Outcomes.CLAIMED))
                .flatMap(step -> step.from().stream())
                .filter(claimedFrom::contains)
                .findFirst()
                .orElse(claimedFrom.isEmpty() ? state : claimedFrom.getFirst());
    }

    /** What {@code resume_state} is once the issue is in {@code to}: the last waiting or active state that it was in. */
    Optional<IssueState> resumeAfter(IssueState to) {
        if (workflow.state(to).type() == Workflow.Type.TERMINAL) {
            return Optional.empty();
        }
        if (!workflow.resumable(issue.state())) {
            return issue.resumeState();
        }
        List<IssueState> claimedFrom = workflow.claimedFrom(issue.state());
        if (claimedFrom.isEmpty()) {
            return Optional.of(issue.state());
        }
        // The claim left there where it came from.
        return issue.resumeState().filter(claimedFrom::contains).or(() -> Optional.of(claimedFrom.getFirst()));
    }

    private boolean mayMove(IssueState target) {
        return switch (request.actor().kind()) {
            case OPERATOR -> workflow.allows(issue.state(), target);
            // A worker brings outcomes; where they lead is never its to say.
            case WORKER -> false;
            case MAYOR, SENTINEL, FORGE -> workflow.eventLeads(issue.state(), target);
        };
    }

    private Destination noMove(IssueState target) {
        return new Destination.None(
                "workflow " + workflow.id() + " does not let " + request.actor() + " move an issue from '"
                        + issue.state() + "' to '" + target + "'. Allowed by name: "
                        + names(workflow.state(issue.state()).transitions().stream()
                                .map(IssueState::slug)
                                .toList()) + ".");
    }

    private Destination noRoute() {
        Set<String> known = new TreeSet<>(workflow.state(issue.state()).on().keySet());
        workflow.operatorActions().values().stream()
                .filter(action -> action.from().contains(issue.state()))
                .forEach(action -> known.add(action.name()));
        return new Destination.None("workflow " + workflow.id() + " has no route '" + request.outcome()
                + "' out of state '" + issue.state() + "'. Known there: " + names(known) + ".");
    }

    private static String names(Collection<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
