package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.TranscriptLine;
import io.colony.web.html.Html;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import io.colony.web.live.Interest;
import java.util.List;

/** What a run's agent said and did. */
public final class RunView {
    private final IssueKey key;
    private final RunEntry run;
    private final List<TranscriptLine> lines;
    private final PageContext context;
    private final Show show;
    private final int most;

    /** With a part of the transcript, of which at most {@code most} lines were asked for. */
    public RunView(IssueKey key, RunEntry run, List<TranscriptLine> lines, PageContext context, int most) {
        this.key = key;
        this.run = run;
        this.lines = lines;
        this.context = context;
        this.show = new Show(context);
        this.most = most;
    }

    public Html render() {
        String title = run.stage() + ", attempt " + run.attempt();
        String name = title + " · " + key;
        Html content = Html.all(
                tag(
                        "section",
                        id("head"),
                        cls("head"),
                        tag("p", show.issue(key)),
                        tag("h1", "Transcript of " + title),
                        tag(
                                "p",
                                FindingsView.end(run, show),
                                " by ",
                                run.worker(),
                                ", started ",
                                show.time(run.startedAt())),
                        tag("p", show.text(run.reason()))),
                transcript());
        return run.endedAt().isEmpty()
                ? new Frame(context).live(name, Interest.inRun(run.id()), content)
                : new Frame(context).still(name, content);
    }

    private Html transcript() {
        if (lines.isEmpty()) {
            return tag("section", id("transcript"), tag("p", cls("empty"), show.say("There are no lines here.")));
        }
        Html more = lines.size() < most
                ? Html.EMPTY
                : tag("p", tag("a", href("?after=" + lines.getLast().seq()), "Next lines"));
        return tag("section", id("transcript"), tag("ol", cls("transcript"), Html.each(lines, this::line)), more);
    }

    private Html line(TranscriptLine line) {
        return tag(
                "li",
                attribute("value", Integer.toString(line.seq())),
                tag("p", tag("b", line.kind()), " ", show.time(line.at())),
                tag("pre", line.text()));
    }
}
