package io.colony.engine.workflow;

import io.colony.engine.workflow.Workflow.Event;
import io.colony.engine.workflow.Workflow.OperatorAction;
import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A workflow as Markdown: a Mermaid state diagram of the states' own routes, a table of the states, and a table of the
 * events and operator actions, which would hide the diagram under their arrows.
 */
public final class MermaidDiagram {
    /** An event or action of more states than this stands in a table only. */
    private static final int DRAWN_STATES = 3;

    private static final String RESUME = "resume_state";
    private static final String SENDER = "stage_that_sent_it";

    private final Workflow workflow;

    private MermaidDiagram(Workflow workflow) {
        this.workflow = workflow;
    }

    /** The whole generated part of docs/state-machine.md, ending with a newline. */
    public static String markdown(Workflow workflow) {
        MermaidDiagram diagram = new MermaidDiagram(workflow);
        return String.join("\n\n", diagram.diagram(), diagram.states(), diagram.events(), diagram.actions()) + "\n";
    }

    /** The state diagram alone, as Mermaid reads it, ending with a newline. */
    public static String diagram(Workflow workflow) {
        return String.join("\n", new MermaidDiagram(workflow).lines()) + "\n";
    }

    private String diagram() {
        return "```mermaid\n" + String.join("\n", lines()) + "\n```";
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("stateDiagram-v2");
        workflow.states().keySet().forEach(slug -> lines.add("    state \"" + slug + "\" as " + name(slug)));
        lines.add("    [*] --> " + name(workflow.initialState()));
        workflow.states().values().forEach(state -> lines.addAll(arrows(state)));
        workflow.states().values().stream()
                .filter(state -> state.type() == Workflow.Type.TERMINAL)
                .forEach(state -> lines.add("    " + name(state.slug()) + " --> [*]"));
        return lines;
    }

    /** One arrow per target, with all outcomes that lead there. */
    private List<String> arrows(StateDefinition state) {
        Map<String, List<String>> outcomes = new LinkedHashMap<>();
        state.on().forEach((outcome, route) -> {
            if (isDrawn(state.slug(), outcome, route)) {
                outcomes.computeIfAbsent(arrowHead(state.slug(), route), unused -> new ArrayList<>())
                        .add(outcome);
            }
        });
        workflow.operatorActions().values().stream()
                .filter(action ->
                        action.from().contains(state.slug()) && action.from().size() <= DRAWN_STATES)
                .forEach(action -> outcomes.computeIfAbsent(
                                arrowHead(state.slug(), required(action, state.slug())), unused -> new ArrayList<>())
                        .add(action.name()));
        return outcomes.entrySet().stream()
                .map(entry -> "    " + name(state.slug()) + " --> " + entry.getKey() + ": "
                        + String.join(", ", entry.getValue()))
                .toList();
    }

    private boolean isDrawn(IssueState state, String outcome, Route route) {
        Event event = workflow.events().get(outcome);
        return event == null
                || !event.from().contains(state)
                || !event.route().equals(route)
                || event.from().size() <= DRAWN_STATES;
    }

    private static Route required(OperatorAction action, IssueState from) {
        return Objects.requireNonNull(action.routes().get(from), () -> action.name() + " in " + from);
    }

    private static String arrowHead(IssueState from, Route route) {
        return switch (route) {
            case Route.To to -> name(to.state());
            case Route.Resume resume -> RESUME;
            case Route.Sender sender -> SENDER;
            case Route.Stay stay -> name(from);
        };
    }

    private String states() {
        List<String> lines = new ArrayList<>();
        lines.add("| state | type | executor | meaning |");
        lines.add("|---|---|---|---|");
        workflow.states()
                .values()
                .forEach(state -> lines.add("| `" + state.slug() + "` | " + StateSets.type(state) + " | "
                        + state.executor().map(executor -> "`" + executor + "`").orElse("") + " | "
                        + state.description()
                        + " |"));
        return String.join("\n", lines);
    }

    private String events() {
        List<String> lines = new ArrayList<>();
        lines.add("| event | from | to | meaning |");
        lines.add("|---|---|---|---|");
        workflow.events()
                .values()
                .forEach(event -> lines.add("| `" + event.name() + "` | " + from(event.from()) + " | "
                        + to(event.route()) + " | " + event.description() + " |"));
        return String.join("\n", lines);
    }

    private String actions() {
        List<String> lines = new ArrayList<>();
        lines.add("| operator action | from | to | meaning |");
        lines.add("|---|---|---|---|");
        workflow.operatorActions().values().forEach(action -> lines.addAll(rows(action)));
        return String.join("\n", lines);
    }

    private List<String> rows(OperatorAction action) {
        Map<Route, Set<IssueState>> byRoute = new LinkedHashMap<>();
        action.routes()
                .forEach((from, route) -> byRoute.computeIfAbsent(route, unused -> new LinkedHashSet<>())
                        .add(from));
        String after = action.onlyAfter()
                .map(state -> ", once it has been in `" + state + "`")
                .orElse("");
        return byRoute.entrySet().stream()
                .map(entry -> "| `" + action.name() + "` | " + from(entry.getValue()) + after + " | "
                        + to(entry.getKey()) + " | " + action.description() + " |")
                .toList();
    }

    private String from(Set<IssueState> from) {
        return StateSets.describe(workflow, from, MermaidDiagram::quoted);
    }

    private static String to(Route route) {
        return StateSets.describe(route, MermaidDiagram::quoted);
    }

    private static String quoted(String name) {
        return "`" + name + "`";
    }

    private static String name(IssueState state) {
        return state.slug().replace('-', '_');
    }
}
