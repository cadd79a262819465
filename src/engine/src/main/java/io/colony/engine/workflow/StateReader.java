package io.colony.engine.workflow;

import io.colony.engine.workflow.Workflow.Recovery;
import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflow.StateDefinition;
import io.colony.engine.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads one entry of {@code states}. */
final class StateReader {
    private static final List<String> KEYS =
            List.of("type", "description", "executor", "recovery", "label", "retry_as", "on", "transitions");
    private static final Map<String, Workflow.Type> TYPES = Map.of(
            "pre-intake", Workflow.Type.PRE_INTAKE,
            "active", Workflow.Type.ACTIVE,
            "blocked", Workflow.Type.BLOCKED,
            "awaiting-human", Workflow.Type.AWAITING_HUMAN,
            "terminal", Workflow.Type.TERMINAL);
    private static final Pattern PLUGIN = Pattern.compile("plugin:[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final String BUILTIN = "builtin:";

    private final Collection<IssueState> all;
    private final IssueState slug;
    private final YamlNode node;
    private final DeclaredOutcomes declared;
    private final Problems problems;
    private final Map<String, YamlNode> entries;

    StateReader(
            Collection<IssueState> all, IssueState slug, YamlNode node, DeclaredOutcomes declared, Problems problems) {
        this.all = all;
        this.slug = slug;
        this.node = node;
        this.declared = declared;
        this.problems = problems;
        this.entries = problems.mapping(node, KEYS);
    }

    /** The state; where there were problems, with what could be read. */
    StateDefinition read() {
        Optional<Workflow.Type> type = problems.attempt(this::type);
        type.ifPresent(this::checkTerminal);
        return new StateDefinition(
                slug,
                type.orElse(Workflow.Type.ACTIVE),
                read("description", YamlNode::text).orElse(""),
                read("executor", this::executor),
                type.flatMap(known -> problems.or(Optional.empty(), () -> recovery(known))),
                read("label", label -> Slugs.require(label, "a label")).orElse(slug.slug()),
                routes(),
                problems.or(List.of(), this::transitions),
                read("retry_as", state -> known(state.text(), state, all)));
    }

    private <T> Optional<T> read(String key, Function<YamlNode, T> reading) {
        return entry(key).flatMap(place -> problems.attempt(() -> reading.apply(place)));
    }

    private Map<String, Route> routes() {
        Map<String, Route> on = new LinkedHashMap<>();
        read("on", YamlNode::mapping)
                .orElse(Map.of())
                .forEach((outcome, target) -> problems.tell(() -> {
                    checkOutcome(outcome, target);
                    on.put(outcome, route(target, all));
                }));
        return on;
    }

    private Workflow.Type type() {
        String choices = "type: pre-intake, active, blocked, awaiting-human or terminal";
        YamlNode type =
                entry("type").orElseThrow(() -> node.error("state '" + slug + "' has no type; write " + choices + "."));
        Workflow.Type known = TYPES.get(type.text());
        if (known == null) {
            throw type.error("'" + type.text() + "' is no type of state; write " + choices + ".");
        }
        return known;
    }

    private Optional<Recovery> recovery(Workflow.Type type) {
        Optional<YamlNode> recovery = entry("recovery");
        if (type != Workflow.Type.BLOCKED) {
            recovery.ifPresent(place -> {
                throw place.error("only a state of type: blocked has a recovery; leave it out.");
            });
            return Optional.empty();
        }
        YamlNode place = recovery.orElseThrow(() -> node.error("state '" + slug
                + "' is blocked and does not say who unblocks it; write recovery: manual or recovery: auto."));
        return switch (place.text()) {
            case "manual" -> Optional.of(Recovery.MANUAL);
            case "auto" -> Optional.of(Recovery.AUTO);
            default -> throw place.error("'" + place.text() + "' is no recovery; write manual or auto.");
        };
    }

    private void checkTerminal(Workflow.Type type) {
        if (type != Workflow.Type.TERMINAL) {
            return;
        }
        for (String key : List.of("executor", "on", "transitions", "retry_as")) {
            entry(key)
                    .ifPresent(place -> problems.add(place.error("state '" + slug + "' is terminal, so it has no '"
                            + key
                            + "'; leave it out. What may still happen to a closed issue stands under 'events'.")));
        }
    }

    private String executor(YamlNode place) {
        String text = place.text();
        if (PLUGIN.matcher(text).matches()) {
            declared.problem(text).ifPresent(problem -> {
                throw place.error(problem);
            });
            return text;
        }
        if (text.startsWith(BUILTIN)) {
            String name = text.substring(BUILTIN.length());
            if (BuiltinExecutors.outcomes(name).isPresent()) {
                return name;
            }
            throw place.error("there is no executor '" + text + "'; write builtin: and one of "
                    + String.join(", ", BuiltinExecutors.names()) + ".");
        }
        throw place.error("'" + text + "' names no executor; write builtin:NAME, one of "
                + String.join(", ", BuiltinExecutors.names()) + ", or plugin:NAME/KEY.");
    }

    private static void checkOutcome(String outcome, YamlNode place) {
        if (!Slugs.valid(outcome)) {
            throw place.error(Slugs.problem(outcome, "an outcome's name"));
        }
        if (Outcomes.RESERVED.contains(outcome)) {
            throw place.error("'" + outcome + "' is reserved: the engine answers noop, retry and error itself."
                    + " Leave the route out, or give the outcome another name.");
        }
    }

    private List<IssueState> transitions() {
        List<IssueState> targets = new ArrayList<>();
        entry("transitions")
                .ifPresent(list -> list.texts().forEach(text -> {
                    IssueState target = known(text, list, all);
                    if (targets.contains(target)) {
                        throw list.error("'" + text + "' stands here twice; leave one out.");
                    }
                    targets.add(target);
                }));
        return List.copyOf(targets);
    }

    private Optional<YamlNode> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    static Route route(YamlNode place, Collection<IssueState> all) {
        return switch (place.text()) {
            case "$resume" -> new Route.Resume();
            case "$sender" -> new Route.Sender();
            case "$stay" -> new Route.Stay();
            default -> new Route.To(known(place.text(), place, all));
        };
    }

    static IssueState known(String text, YamlNode place, Collection<IssueState> all) {
        if (text.startsWith("$")) {
            throw place.error("'" + text + "' means nothing here; write a state's name.");
        }
        if (!Slugs.valid(text)) {
            throw place.error(Slugs.problem(text, "a state's name"));
        }
        IssueState state = new IssueState(text);
        if (!all.contains(state)) {
            throw place.error("there is no state '" + text + "'; add it under 'states', or write one of "
                    + String.join(", ", all.stream().map(IssueState::slug).toList())
                    + " (or $resume, $sender, $stay in a route).");
        }
        return state;
    }
}
