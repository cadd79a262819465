package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.GateEntry;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A gate's log with numbered lines, its end first, since there stands what went wrong. */
public final class GateLogView {
    private static final int LINES = 1000;
    /** Colours and cursor moves of terminals, and titles that programs set. */
    private static final Pattern TERMINAL =
            Pattern.compile("\u001B(?:\\[[0-9;:?]*[ -/]*[@-~]|][^\u0007\u001B]*(?:\u0007|\u001B\\\\))");

    private final IssueKey key;
    private final GateEntry gate;
    private final PageContext context;
    private final Query query;
    private final Show show;

    public GateLogView(IssueKey key, GateEntry gate, PageContext context, Query query) {
        this.key = key;
        this.gate = gate;
        this.context = context;
        this.query = query;
        this.show = new Show(context);
    }

    /** Without colours; whatever else is not to be seen is shown as what it is. */
    static String plain(String log) {
        return TERMINAL.matcher(log).replaceAll("");
    }

    /** With the log, or without where the reader may not see it. */
    public Page render(String log, boolean allowed) {
        return new Frame(context)
                .still(
                        show.words().say("Gate {0}", gate.gate()) + " · " + key,
                        Html.all(head(), allowed ? lines(log) : TranscriptView.withheld(show)));
    }

    private Html head() {
        return tag(
                "section",
                id("head"),
                cls("head"),
                tag(
                        "p",
                        cls("trail"),
                        show.issue(key),
                        " › ",
                        tag("a", href(show.address(key) + "#gates"), show.say("Gates"))),
                tag("h1", show.say("Gate {0}", gate.gate())),
                tag(
                        "p",
                        cls("standing"),
                        GatesView.result(gate.result(), show),
                        gate.flaky() ? show.mark("plain", "~", show.words().say("flaky")) : "",
                        show.english(gate.summary())),
                tag(
                        "dl",
                        cls("facts"),
                        show.fact("Commit", show.sha(gate.headSha())),
                        show.fact("Base", show.sha(gate.baseSha())),
                        show.fact(
                                "On the base",
                                gate.baseline()
                                        .map(base -> GatesView.result(base, show))
                                        .orElseGet(show::none)),
                        show.fact("Took", Html.text(Show.duration(Duration.ofMillis(gate.durationMs())))),
                        show.fact(
                                "Exit code",
                                gate.exitCode().map(code -> Html.all(code)).orElseGet(show::none)),
                        show.fact("At (UTC)", show.exact(gate.at())),
                        show.fact("Run", tag("a", href("../runs/" + gate.runId()), Long.toString(gate.runId())))));
    }

    private Html lines(String log) {
        List<String> all = List.of(plain(log).split("\r?\n", -1));
        int count = all.getLast().isEmpty() ? all.size() - 1 : all.size();
        int last = Math.max(1, count - LINES + 1);
        int from = (int) query.number("from", last, 1, Integer.MAX_VALUE);
        int to = Math.min(count, from + LINES - 1);
        List<Html> shown = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            shown.add(line(number, all.get(number - 1)));
        }
        return tag(
                "section",
                id("log"),
                tag("h2", show.say("Log")),
                tag(
                        "p",
                        cls("pager"),
                        tag("span", show.say("Lines {0} to {1} of {2}", from, Math.max(from, to), count)),
                        from > 1 ? tag("a", href("?from=" + Math.max(1, from - LINES)), show.say("Earlier lines")) : "",
                        to < count ? tag("a", href("?from=" + (to + 1)), show.say("Next lines")) : "",
                        to < count ? tag("a", href("?"), show.say("Last lines")) : "",
                        tag("a", href("?raw=1"), show.say("As plain text"))),
                shown.isEmpty()
                        ? tag("p", cls("empty"), show.say("There are no lines here."))
                        : tag(
                                "ol",
                                cls("log scroll"),
                                attribute("tabindex", "0"),
                                attribute("role", "region"),
                                attribute("aria-label", show.words().say("Log")),
                                Html.each(shown, line -> line)));
    }

    private static Html line(int number, String text) {
        return tag(
                "li",
                id("L" + number),
                tag("a", href("#L" + number), Integer.toString(number)),
                tag("span", cls("code"), text));
    }
}
