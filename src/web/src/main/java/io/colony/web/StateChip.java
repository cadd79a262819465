package io.colony.web;

import static io.colony.web.Html.attribute;
import static io.colony.web.Html.cls;
import static io.colony.web.Html.tag;

import io.colony.engine.status.StateGroup;
import io.colony.engine.workflow.IssueState;
import java.util.List;
import java.util.Map;

/** A state with its letter; the colour is that of its group. */
final class StateChip {
    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("unlabeled", "○"),
            Map.entry("new", "N"),
            Map.entry("planning", "P"),
            Map.entry("analyzing", "A"),
            Map.entry("needs-clarification", "?"),
            Map.entry("ready-for-dev", "Q"),
            Map.entry("dependency-blocked", "B"),
            Map.entry("failure-blocked", "!"),
            Map.entry("in-development", "D"),
            Map.entry("changes-requested", "C"),
            Map.entry("in-review", "R"),
            Map.entry("merge-pending", "M"),
            Map.entry("human-review-ready", "H"),
            Map.entry("waiting-for-subtasks", "W"),
            Map.entry("done", "✓"),
            Map.entry("cancelled", "✕"),
            Map.entry("paused", "‖"));

    private StateChip() {}

    static Html of(IssueState state) {
        return tag(
                "span",
                cls("chip " + colour(state)),
                tag("span", cls("letter"), attribute("aria-hidden", "true"), letter(state)),
                state.slug());
    }

    /** A path in little: a letter per state, the words for those who hear the page. */
    static Html path(List<IssueState> path) {
        return tag(
                "ol",
                cls("path"),
                Html.each(
                        path,
                        state -> tag(
                                "li",
                                cls(colour(state)),
                                attribute("title", state.slug()),
                                tag("span", attribute("aria-hidden", "true"), letter(state)),
                                tag("span", cls("unseen"), state.slug()))));
    }

    static String colour(IssueState state) {
        return state.equals(IssueState.CHANGES_REQUESTED) ? "is-rework" : "is-" + Query.name(StateGroup.of(state));
    }

    private static String letter(IssueState state) {
        return LETTERS.getOrDefault(state.slug(), state.slug().substring(0, 1));
    }
}
