package io.colony.engine.workflow;

import io.colony.engine.workflow.Workflow.Event;
import io.colony.engine.workflow.Workflow.OperatorAction;
import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflow.StateDefinition;
import io.colony.engine.workflow.Workflow.Subject;
import io.colony.engine.yaml.YamlException;
import io.colony.engine.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a workflow file. What it returns is valid: every route leads somewhere, every outcome that an executor declares is
 * routed, every state can be reached. docs/state-machine.md describes the file.
 */
public final class WorkflowParser {
    private static final List<String> TOP =
            List.of("schema_version", "workflow", "intake", "states", "events", "operator_actions");
    private static final String NON_TERMINAL = "$non-terminal";

    private final Map<IssueState, StateDefinition> states = new LinkedHashMap<>();
    private final Map<IssueState, YamlNode> places = new LinkedHashMap<>();
    private final Map<String, Event> events = new LinkedHashMap<>();
    private final Map<String, OperatorAction> actions = new LinkedHashMap<>();
    private final Map<IssueState, Map<String, Route>> eventRoutes = new LinkedHashMap<>();

    private final Problems problems = new Problems();
    private final DeclaredOutcomes declared;

    private final boolean checked;

    private WorkflowParser(DeclaredOutcomes declared, boolean checked) {
        this.declared = declared;
        this.checked = checked;
    }

    /** {@link #parse(String, String, DeclaredOutcomes)} where no plugin is installed. */
    public static Workflow parse(String yaml, String source) {
        return parse(yaml, source, DeclaredOutcomes.builtIn());
    }

    /**
     * Reads a workflow that was checked when it was stored, perhaps by a process that has other plugins or by a version of
     * the engine that asked for less: issues that run in it must not be stranded.
     */
    public static Workflow parseStored(String yaml, String source) {
        return new WorkflowParser(DeclaredOutcomes.withAnyPlugin(), false).read(yaml, source);
    }

    /**
     * Reads and checks a workflow.
     *
     * @param yaml the whole file
     * @param source what errors call it, such as its path
     * @param declared the executors that it may name
     * @throws WorkflowException with all that is wrong, each with file, line and what to write instead
     */
    public static Workflow parse(String yaml, String source, DeclaredOutcomes declared) {
        return new WorkflowParser(declared, true).read(yaml, source);
    }

    private Workflow read(String yaml, String source) {
        try {
            YamlNode root = YamlNode.parse(yaml, source)
                    .orElseThrow(() -> new WorkflowException(
                            source + ":1: the file is empty; a workflow begins with 'schema_version: 1'."));
            return read(root);
        } catch (YamlException failure) {
            throw new WorkflowException(failure.getMessage());
        }
    }

    private Workflow read(YamlNode root) {
        Map<String, YamlNode> top = problems.mapping(root, TOP);
        problems.tell(() -> checkSchemaVersion(required(root, top, "schema_version", "schema_version: 1")));
        Optional<YamlNode> about = problems.attempt(
                () -> required(root, top, "workflow", "workflow: {id: my-workflow, name: My, version: 1}"));
        Optional<YamlNode> intake = problems.attempt(
                () -> required(root, top, "intake", "intake: {initial_state: unlabeled, trigger_label: colony}"));
        problems.tell(() -> readStates(required(root, top, "states", "states: with one entry per state")));
        optional(top, "events").ifPresent(node -> problems.tell(() -> readEvents(node)));
        optional(top, "operator_actions").ifPresent(node -> problems.tell(() -> readActions(node)));
        Optional<Workflow> workflow = about.flatMap(named -> intake.flatMap(begins -> workflow(named, begins)));
        if (checked && workflow.isPresent() && problems.none()) {
            WorkflowChecks.check(workflow.get(), declared, places, problems);
        }
        return workflow.filter(read -> problems.none()).orElseThrow(() -> new WorkflowException(problems.all()));
    }

    private Optional<Workflow> workflow(YamlNode about, YamlNode intake) {
        Map<String, YamlNode> named = problems.mapping(about, List.of("id", "name", "version", "description"));
        Map<String, YamlNode> begins = problems.mapping(intake, List.of("of", "initial_state", "trigger_label"));
        Optional<String> id = problems.attempt(
                () -> Slugs.require(required(about, named, "id", "id: my-workflow"), "a workflow's id"));
        Optional<Integer> version = problems.attempt(
                () -> required(about, named, "version", "version: 1").integer(1, Integer.MAX_VALUE));
        Optional<String> name = problems.attempt(() ->
                required(about, named, "name", "name: what people call it").text());
        Optional<IssueState> initial =
                problems.attempt(() -> known(required(intake, begins, "initial_state", "initial_state: unlabeled")));
        Subject subject = optional(begins, "of")
                .flatMap(node -> problems.attempt(() -> subject(node)))
                .orElse(Subject.ISSUES);
        Optional<String> label = subject == Subject.PULL_REQUESTS
                ? Optional.of("")
                : problems.attempt(() -> required(intake, begins, "trigger_label", "trigger_label: colony")
                        .text());
        if (!problems.none()) {
            return Optional.empty();
        }
        return Optional.of(new Workflow(
                id.orElseThrow(),
                version.orElseThrow(),
                name.orElseThrow(),
                description(named),
                subject,
                initial.orElseThrow(),
                label.orElseThrow(),
                withEvents(),
                Collections.unmodifiableMap(events),
                Collections.unmodifiableMap(actions)));
    }

    private static Subject subject(YamlNode node) {
        return switch (node.text()) {
            case "issues" -> Subject.ISSUES;
            case "pull-requests" -> Subject.PULL_REQUESTS;
            default ->
                throw node.error("'" + node.text() + "' does not move through workflows; write of: issues, or of:"
                        + " pull-requests for those that people wrote and want reviewed.");
        };
    }

    private static void checkSchemaVersion(YamlNode node) {
        if (!node.text().equals("1")) {
            throw node.error(
                    "schema_version '" + node.text() + "' is not known to this Colony; write schema_version: 1.");
        }
    }

    private void readStates(YamlNode node) {
        Map<String, YamlNode> entries = node.mapping();
        if (entries.isEmpty()) {
            throw node.error("there are no states; write at least an initial one and one of type: terminal.");
        }
        entries.forEach((slug, value) -> {
            if (Slugs.valid(slug)) {
                places.put(new IssueState(slug), value);
            } else {
                problems.add(value.error(Slugs.problem(slug, "a state's name")));
            }
        });
        Set<IssueState> all = Collections.unmodifiableSet(places.keySet());
        places.forEach((slug, value) -> states.put(slug, new StateReader(all, slug, value, declared, problems).read()));
    }

    private void readEvents(YamlNode node) {
        node.mapping().forEach((name, value) -> problems.tell(() -> readEvent(name, value)));
    }

    private void readEvent(String name, YamlNode value) {
        requireName(name, value, "an event's name");
        if (Outcomes.RESERVED.contains(name)) {
            throw value.error("'" + name + "' is reserved: the engine answers noop, retry and error itself."
                    + " Choose another name.");
        }
        Map<String, YamlNode> entries = problems.mapping(value, List.of("description", "from", "except", "to"));
        Route route = route(required(value, entries, "to", "to: the state that it leads to"));
        Set<IssueState> from = from(value, entries);
        events.put(name, new Event(name, description(entries), from, route));
        from.forEach(state -> eventRoutes
                .computeIfAbsent(state, unused -> new LinkedHashMap<>())
                .put(name, route));
    }

    private void readActions(YamlNode node) {
        node.mapping().forEach((name, value) -> problems.tell(() -> readAction(name, value)));
    }

    private void readAction(String name, YamlNode value) {
        requireName(name, value, "an operator action's name");
        Map<String, YamlNode> entries =
                problems.mapping(value, List.of("description", "from", "except", "to", "only_after"));
        Optional<IssueState> onlyAfter = optional(entries, "only_after").map(this::known);
        actions.put(
                name,
                new OperatorAction(
                        name,
                        description(entries),
                        Collections.unmodifiableMap(actionRoutes(value, entries)),
                        onlyAfter));
    }

    private Map<IssueState, Route> actionRoutes(YamlNode action, Map<String, YamlNode> entries) {
        YamlNode to = required(action, entries, "to", "to: the state that it leads to");
        Map<IssueState, Route> routes = new LinkedHashMap<>();
        if (to.isScalar()) {
            Route route = route(to);
            from(action, entries).forEach(state -> routes.put(state, route));
            return routes;
        }
        if (entries.containsKey("from") || entries.containsKey("except")) {
            throw action.error("'to' says here where each state leads, so leave out 'from' and 'except'.");
        }
        to.mapping().forEach((slug, target) -> routes.put(known(slug, target), route(target)));
        return routes;
    }

    private Set<IssueState> from(YamlNode owner, Map<String, YamlNode> entries) {
        YamlNode node = required(owner, entries, "from", "from: $non-terminal, or from: [state, state]");
        Set<IssueState> from = new LinkedHashSet<>();
        if (node.isScalar() && node.text().equals(NON_TERMINAL)) {
            states.values().stream()
                    .filter(state -> state.type() != Workflow.Type.TERMINAL)
                    .forEach(state -> from.add(state.slug()));
        } else {
            node.texts().forEach(slug -> from.add(known(slug, node)));
        }
        optional(entries, "except")
                .ifPresent(except -> except.texts().forEach(slug -> {
                    if (!from.remove(known(slug, except))) {
                        throw except.error("'" + slug + "' is not among the states of 'from'; leave it out.");
                    }
                }));
        if (from.isEmpty()) {
            throw owner.error("this can happen in no state; name at least one in 'from'.");
        }
        return Collections.unmodifiableSet(from);
    }

    /** The states as the file has them, with the events that can happen in them; a state's own route comes first. */
    private Map<IssueState, StateDefinition> withEvents() {
        Map<IssueState, StateDefinition> all = new LinkedHashMap<>();
        states.forEach((slug, state) -> {
            Map<String, Route> on = new LinkedHashMap<>(state.on());
            eventRoutes.getOrDefault(slug, Map.of()).forEach(on::putIfAbsent);
            all.put(
                    slug,
                    new StateDefinition(
                            slug,
                            state.type(),
                            state.description(),
                            state.executor(),
                            state.recovery(),
                            state.label(),
                            Collections.unmodifiableMap(on),
                            state.transitions(),
                            state.retryAs()));
        });
        return Collections.unmodifiableMap(all);
    }

    private Route route(YamlNode node) {
        return StateReader.route(node, states.keySet());
    }

    private IssueState known(YamlNode node) {
        return known(node.text(), node);
    }

    private IssueState known(String slug, YamlNode place) {
        return StateReader.known(slug, place, states.keySet());
    }

    private static void requireName(String name, YamlNode place, String what) {
        if (!Slugs.valid(name)) {
            throw place.error(Slugs.problem(name, what));
        }
    }

    private static String description(Map<String, YamlNode> entries) {
        return optional(entries, "description").map(YamlNode::text).orElse("");
    }

    private static Optional<YamlNode> optional(Map<String, YamlNode> entries, String key) {
        return Optional.ofNullable(entries.get(key));
    }

    private static YamlNode required(YamlNode owner, Map<String, YamlNode> entries, String key, String example) {
        return optional(entries, key)
                .orElseThrow(() -> owner.error("'" + key + "' is missing; write " + example + "."));
    }
}
