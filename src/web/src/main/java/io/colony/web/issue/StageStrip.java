package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.TransitionEntry;
import io.colony.engine.workflow.IssueState;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The path of an issue step by step: a step per transition, so that a loop is seen as steps that come again. */
final class StageStrip {
    /** So many are seen at once; those before are behind a fold. */
    private static final int OPEN = 30;

    private final List<TransitionEntry> transitions;
    private final Show show;
    private final Map<IssueState, Integer> visits = new HashMap<>();

    StageStrip(List<TransitionEntry> transitions, Show show) {
        this.show = show;
        this.transitions = transitions;
    }

    Html render() {
        List<Html> steps = new ArrayList<>(transitions.size());
        for (int i = 0; i < transitions.size(); i++) {
            steps.add(step(i));
        }
        int folded = Math.max(0, steps.size() - OPEN);
        return Html.all(
                folded == 0
                        ? ""
                        : tag(
                                "details",
                                id("steps-before"),
                                cls("fold"),
                                tag("summary", show.words().count(folded, "{0} earlier step", "{0} earlier steps")),
                                tag("ol", cls("strip"), Html.each(steps.subList(0, folded), step -> step))),
                tag("ol", cls("strip"), Html.each(steps.subList(folded, steps.size()), step -> step)));
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
                tag(
                        "span",
                        cls("stay"),
                        visit > 1 ? Html.all(tag("b", show.say("round {0}", visit)), " · ") : "",
                        stay(index)));
    }

    private Html stay(int index) {
        TransitionEntry step = transitions.get(index);
        return index == transitions.size() - 1
                ? show.say("since {0}", show.time(step.at()))
                : Html.text(Show.duration(
                        Duration.between(step.at(), transitions.get(index + 1).at())));
    }
}
