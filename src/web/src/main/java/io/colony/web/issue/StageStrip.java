package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.TransitionEntry;
import io.colony.engine.workflow.IssueState;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The path of an issue through its states: a step per transition, so that a loop is seen as steps that come again. */
final class StageStrip {
    private final List<TransitionEntry> transitions;
    private final Show show;
    private final Map<IssueState, Integer> visits = new HashMap<>();

    StageStrip(List<TransitionEntry> transitions, Show show) {
        this.show = show;
        this.transitions = transitions;
    }

    Html render() {
        Html steps = Html.EMPTY;
        for (int i = 0; i < transitions.size(); i++) {
            steps = Html.all(steps, step(i));
        }
        return tag("ol", cls("strip"), steps);
    }

    private Html step(int index) {
        TransitionEntry step = transitions.get(index);
        int visit = visits.merge(step.to(), 1, Integer::sum);
        boolean last = index == transitions.size() - 1;
        return tag(
                "li",
                cls("step" + (visit > 1 ? " again" : "") + (last ? " now" : "")),
                last ? attribute("aria-current", "step") : attribute("data-step", Integer.toString(index + 1)),
                tag("span", cls("outcome"), step.outcome()),
                show.state(step.to()),
                tag("span", cls("stay"), visit > 1 ? tag("b", "round " + visit + " · ") : "", stay(index)));
    }

    private Html stay(int index) {
        TransitionEntry step = transitions.get(index);
        return index == transitions.size() - 1
                ? Html.all("since ", show.time(step.at()))
                : Html.text(show.duration(
                        Duration.between(step.at(), transitions.get(index + 1).at())));
    }
}
