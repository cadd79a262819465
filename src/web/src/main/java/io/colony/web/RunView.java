package io.colony.web;

import static io.colony.web.Html.attribute;
import static io.colony.web.Html.cls;
import static io.colony.web.Html.href;
import static io.colony.web.Html.id;
import static io.colony.web.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.TranscriptLine;
import java.util.List;

/** What a run's agent said and did. */
final class RunView {
    private final IssueKey key;
    private final RunEntry run;
    private final List<TranscriptLine> lines;
    private final String root;
    private final int most;

    /** With a part of the transcript, of which at most {@code most} lines were asked for. */
    RunView(IssueKey key, RunEntry run, List<TranscriptLine> lines, String root, int most) {
        this.key = key;
        this.run = run;
        this.lines = lines;
        this.root = root;
        this.most = most;
    }

    Html render() {
        String title = run.stage() + ", attempt " + run.attempt();
        return Frame.page(
                root,
                title + " · " + key,
                run.endedAt().isEmpty(),
                Html.all(
                        tag(
                                "section",
                                id("head"),
                                cls("head"),
                                tag("p", Show.issue(root, key)),
                                tag("h1", "Transcript of " + title),
                                tag(
                                        "p",
                                        FindingsView.end(run),
                                        " by ",
                                        run.worker(),
                                        ", started ",
                                        Show.time(run.startedAt())),
                                tag("p", Show.text(run.reason()))),
                        transcript()));
    }

    private Html transcript() {
        if (lines.isEmpty()) {
            return tag("section", id("transcript"), tag("p", cls("empty"), "There are no lines here."));
        }
        Html more = lines.size() < most
                ? Html.EMPTY
                : tag("p", tag("a", href("?after=" + lines.getLast().seq()), "Next lines"));
        return tag("section", id("transcript"), tag("ol", cls("transcript"), Html.each(lines, RunView::line)), more);
    }

    private static Html line(TranscriptLine line) {
        return tag(
                "li",
                attribute("value", Integer.toString(line.seq())),
                tag("p", tag("b", line.kind()), " ", Show.time(line.at())),
                tag("pre", line.text()));
    }
}
