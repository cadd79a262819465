package io.colony.engine.workflow;

import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** States, types and routes of a workflow in words. */
public final class StateSets {
    private StateSets() {}

    /**
     * The states, or, where that is shorter, the ones that are left out.
     *
     * @param quote how one state's name is written
     */
    public static String describe(Workflow workflow, Collection<IssueState> states, UnaryOperator<String> quote) {
        Set<IssueState> nonTerminal = workflow.states().values().stream()
                .filter(state -> state.type() != Workflow.Type.TERMINAL)
                .map(StateDefinition::slug)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!nonTerminal.containsAll(states) || states.size() <= nonTerminal.size() / 2) {
            return list(states, quote);
        }
        nonTerminal.removeAll(states);
        return nonTerminal.isEmpty() ? "any non-terminal" : "any non-terminal but " + list(nonTerminal, quote);
    }

    private static String list(Collection<IssueState> states, UnaryOperator<String> quote) {
        return states.stream().map(IssueState::slug).map(quote).collect(Collectors.joining(", "));
    }

    /** Where a route leads. */
    public static String describe(Route route, UnaryOperator<String> quote) {
        return switch (route) {
            case Route.To to -> quote.apply(to.state().slug());
            case Route.Resume resume -> "its " + quote.apply("resume_state");
            case Route.Sender sender -> "the stage that sent it";
            case Route.Stay stay -> "stays";
        };
    }

    /** Such as {@code blocked, manual}. */
    public static String type(StateDefinition state) {
        String type = slug(state.type());
        return state.recovery().map(recovery -> type + ", " + slug(recovery)).orElse(type);
    }

    private static String slug(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
