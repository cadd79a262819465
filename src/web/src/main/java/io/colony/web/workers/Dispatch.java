package io.colony.web.workers;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.DispatchStanding;
import io.colony.web.act.OperatorForms;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;
import java.util.stream.Collectors;

/** The kill switch: whether work is handed out, what was ended where it is not, and what still lives. */
final class Dispatch {
    private final DispatchStanding standing;
    private final OperatorForms forms;
    private final Show show;

    Dispatch(DispatchStanding standing, OperatorForms forms, Show show) {
        this.standing = standing;
        this.forms = forms;
        this.show = show;
    }

    Html render() {
        Html button = forms.dispatch(standing);
        return tag(
                "section",
                id("dispatch"),
                cls("dispatch"),
                tag("h2", show.say("Dispatch")),
                standing.stop()
                        .map(this::stopped)
                        .orElseGet(() -> tag(
                                "p",
                                show.mark("good", "●", show.words().say("running")),
                                show.say("Work is handed out."))),
                button.isEmpty() ? "" : tag("div", cls("buttons"), button),
                standing.runs().isEmpty() ? "" : runs());
    }

    private Html stopped(DispatchStanding.Stop stop) {
        return Html.all(
                tag(
                        "p",
                        show.mark("bad", "!", show.words().say("stopped")),
                        show.say("Nothing is begun: {0} stopped it at {1} UTC.", stop.by(), show.exact(stop.since())),
                        " ",
                        tag("q", stop.reason())),
                tag("p", living()));
    }

    private Html living() {
        int living = standing.living().size();
        return living == 0
                ? show.mark("good", "✓", show.words().say("Nothing that ran then lives."))
                : show.mark(
                        "bad",
                        "!",
                        show.words()
                                .count(
                                        living,
                                        "{0} run lives, or nobody can say that it does not.",
                                        "{0} runs live, or nobody can say that they do not."));
    }

    private Html runs() {
        return show.table(
                "What ran when it was stopped",
                List.of("Issue", "Stage", "Worker", "Process groups", "Result"),
                standing.runs(),
                this::run,
                Html.EMPTY);
    }

    private Html run(DispatchStanding.Run run) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), show.issue(IssueKey.parse(run.issue()))),
                show.cell(run.stage()),
                show.cell(run.worker()),
                show.cell(
                        run.groups().isEmpty()
                                ? show.none()
                                : run.groups().stream().map(Object::toString).collect(Collectors.joining(", "))),
                tag(
                        "td",
                        cls("prose"),
                        run.lives() ? show.mark("bad", "!", show.words().say("lives")) : "",
                        show.english(run.end())));
    }
}
