package io.colony.web.layout;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.StateGroup;
import io.colony.engine.workflow.IssueState;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.language.Words;
import java.util.List;
import java.util.Map;

/** A state with its letter; the colour is that of its group. */
public final class StateChip {
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

    static Html of(IssueState state, Words words) {
        return tag(
                "span",
                cls("chip " + colour(state)),
                tag("span", cls("letter"), attribute("aria-hidden", "true"), letter(state)),
                name(state, words));
    }

    /** A path in little: a letter per state, the words for those who hear the page. */
    static Html path(List<IssueState> path, Words words) {
        return tag(
                "ol",
                cls("path"),
                Html.each(
                        path,
                        state -> tag(
                                "li",
                                cls(colour(state)),
                                attribute("title", name(state, words)),
                                tag("span", attribute("aria-hidden", "true"), letter(state)),
                                tag("span", cls("unseen"), name(state, words)))));
    }

    /** The class that gives its group's colour. */
    public static String colour(IssueState state) {
        return state.equals(IssueState.CHANGES_REQUESTED) ? "is-rework" : "is-" + Query.name(StateGroup.of(state));
    }

    /** States of a team's own workflow keep their own names. */
    public static String name(IssueState state, Words words) {
        return words.say(state.slug());
    }

    /** One sign, so that no state is told by its colour alone. */
    public static String letter(IssueState state) {
        return LETTERS.getOrDefault(state.slug(), state.slug().substring(0, 1));
    }
}
