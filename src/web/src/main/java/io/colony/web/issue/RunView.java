package io.colony.web.issue;

import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.ArtifactEntry;
import io.colony.engine.status.RunEntry;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.util.List;

/** One run: how it went, what it left, and what its agent said and did. */
public final class RunView {
    private final IssueKey key;
    private final RunEntry run;
    private final List<ArtifactEntry> artifacts;
    private final PageContext context;
    private final Show show;

    public RunView(IssueKey key, RunEntry run, List<ArtifactEntry> artifacts, PageContext context) {
        this.key = key;
        this.run = run;
        this.artifacts = artifacts;
        this.context = context;
        this.show = new Show(context);
    }

    /** With a part of the transcript, or with what stands in its place. */
    public Page render(Html transcript) {
        String title = show.words().say("{0}, attempt {1}", run.stage(), run.attempt());
        // The transcript keeps itself up to date, line by line.
        return new Frame(context)
                .still(
                        title + " · " + key,
                        Html.all(
                                head(title),
                                artifacts.isEmpty()
                                        ? ""
                                        : new ArtifactsView(artifacts, show.address(key), show).render(),
                                transcript));
    }

    private Html head(String title) {
        return tag(
                "section",
                id("head"),
                cls("head"),
                tag(
                        "p",
                        cls("trail"),
                        show.issue(key),
                        " › ",
                        tag("a", href(show.address(key) + "#runs"), show.say("Runs"))),
                tag("h1", title),
                tag(
                        "p",
                        cls("standing"),
                        RunsView.end(run, show),
                        show.text(run.outcome().or(run::failureClass))),
                tag("p", cls("sentence"), run.reason().map(show::english).orElse(Html.EMPTY)),
                tag(
                        "dl",
                        cls("facts"),
                        show.fact("Worker", Html.text(run.worker())),
                        show.fact("Back end", show.text(run.backEnd())),
                        show.fact("Model", show.text(run.model())),
                        show.fact("Began", show.exact(run.startedAt())),
                        show.fact("Ended", show.exact(run.endedAt())),
                        show.fact("Took", RunsView.took(run, show)),
                        show.fact("Cost", RunsView.cost(run, show)),
                        show.fact("Turns", Html.all(run.turns())),
                        show.fact("Tokens", Html.text(RunsView.tokenWords(run, show))),
                        show.fact(
                                "Exit code",
                                run.exitCode().map(code -> Html.all(code)).orElseGet(show::none))));
    }
}
