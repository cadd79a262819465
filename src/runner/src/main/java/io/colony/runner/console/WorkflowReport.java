package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.log.VisibleLine;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.StateSets;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.Event;
import io.colony.engine.workflow.Workflow.OperatorAction;
import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A workflow as somebody reads it who has not seen one before. */
public final class WorkflowReport {
    private WorkflowReport() {}

    /** Tables: the states with their own routes, then what can happen in several of them, then what people may do. */
    public static List<String> lines(Workflow workflow) {
        List<String> lines = new ArrayList<>();
        lines.add(VisibleLine.of(workflow.id() + " version " + workflow.version() + ": " + workflow.name() + ". "
                + workflow.description()));
        lines.add(
                workflow.subject() == Workflow.Subject.ISSUES
                        ? "Issues begin in '" + workflow.initialState() + "'; the label '"
                                + VisibleLine.of(workflow.triggerLabel()) + "' lets them in."
                        : "Pull requests that people wrote begin in '" + workflow.initialState()
                                + "'; 'colony issue review' or a comment lets them in.");
        lines.add("");
        lines.addAll(states(workflow).lines());
        lines.add("");
        lines.addAll(events(workflow).lines());
        lines.add("");
        lines.addAll(actions(workflow).lines());
        return lines;
    }

    private static TextTable states(Workflow workflow) {
        TextTable table = new TextTable("STATE", "KIND", "WORK BY", "OUTCOME", "LEADS TO");
        workflow.states().values().forEach(state -> {
            String name = state.slug().slug();
            String kind = StateSets.type(state);
            String executor = state.executor().orElse("-");
            Map<String, Route> own = own(workflow, state);
            if (own.isEmpty()) {
                table.row(name, kind, executor, "-", "-");
            }
            for (Map.Entry<String, Route> route : own.entrySet()) {
                table.row(name, kind, executor, route.getKey(), to(route.getValue()));
                name = "";
                kind = "";
                executor = "";
            }
        });
        return table;
    }

    /** A state's routes without those that come from events, which have a table of their own. */
    private static Map<String, Route> own(Workflow workflow, StateDefinition state) {
        Map<String, Route> own = new LinkedHashMap<>(state.on());
        workflow.events().values().stream()
                .filter(event ->
                        event.from().contains(state.slug()) && event.route().equals(own.get(event.name())))
                .map(Event::name)
                .forEach(own::remove);
        return own;
    }

    private static TextTable events(Workflow workflow) {
        TextTable table = new TextTable("EVENT", "WHERE", "LEADS TO", "MEANING");
        workflow.events()
                .values()
                .forEach(event ->
                        table.row(event.name(), from(workflow, event.from()), to(event.route()), event.description()));
        return table;
    }

    private static TextTable actions(Workflow workflow) {
        TextTable table = new TextTable("OPERATOR ACTION", "WHERE", "LEADS TO", "MEANING");
        workflow.operatorActions().values().forEach(action -> {
            String name = action.name();
            String description = action.description();
            for (Map.Entry<Route, Set<IssueState>> route : byRoute(action).entrySet()) {
                String after = action.onlyAfter()
                        .map(state -> ", once it has been in " + state)
                        .orElse("");
                table.row(name, from(workflow, route.getValue()) + after, to(route.getKey()), description);
                name = "";
                description = "";
            }
        });
        workflow.states().values().stream()
                .filter(state -> !state.transitions().isEmpty())
                .forEach(state -> table.row(
                        "state",
                        state.slug().slug(),
                        StateSets.describe(workflow, state.transitions(), UnaryOperator.identity()),
                        "By name."));
        return table;
    }

    private static Map<Route, Set<IssueState>> byRoute(OperatorAction action) {
        Map<Route, Set<IssueState>> byRoute = new LinkedHashMap<>();
        action.routes()
                .forEach((from, route) -> byRoute.computeIfAbsent(route, unused -> new LinkedHashSet<>())
                        .add(from));
        return byRoute;
    }

    private static String from(Workflow workflow, Set<IssueState> states) {
        return StateSets.describe(workflow, states, UnaryOperator.identity());
    }

    private static String to(Route route) {
        return StateSets.describe(route, UnaryOperator.identity());
    }

    /** The same for scripts. A route is a state's name, {@code $resume}, {@code $sender} or {@code $stay}. */
    public static ObjectNode json(Workflow workflow) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", workflow.id())
                .put("version", workflow.version())
                .put("name", workflow.name())
                .put("description", workflow.description())
                .put("of", workflow.subject() == Workflow.Subject.ISSUES ? "issues" : "pull-requests")
                .put("initial_state", workflow.initialState().slug())
                .put("trigger_label", workflow.triggerLabel());
        ArrayNode states = json.putArray("states");
        workflow.states().values().forEach(state -> {
            ObjectNode entry = states.addObject()
                    .put("state", state.slug().slug())
                    .put("type", StateSets.type(state))
                    .put("label", state.label())
                    .put("description", state.description());
            state.executor().ifPresent(executor -> entry.put("executor", executor));
            ObjectNode on = entry.putObject("on");
            state.on().forEach((outcome, route) -> on.put(outcome, slug(route)));
            ArrayNode transitions = entry.putArray("transitions");
            state.transitions().forEach(target -> transitions.add(target.slug()));
        });
        ArrayNode actions = json.putArray("operator_actions");
        workflow.operatorActions().values().forEach(action -> {
            ObjectNode to = actions.addObject()
                    .put("action", action.name())
                    .put("description", action.description())
                    .putObject("to");
            action.routes().forEach((from, route) -> to.put(from.slug(), slug(route)));
        });
        return json;
    }

    private static String slug(Route route) {
        return switch (route) {
            case Route.To to -> to.state().slug();
            case Route.Resume resume -> "$resume";
            case Route.Sender sender -> "$sender";
            case Route.Stay stay -> "$stay";
        };
    }
}
