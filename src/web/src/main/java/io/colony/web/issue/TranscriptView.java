package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.TranscriptLine;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run's agent said and did, some hundred lines at a time: an ended run from its beginning, one under way from its
 * end. What tools did is folded to one line each. The script adds lines as they come; without it the page is loaded again.
 */
public final class TranscriptView {
    static final int LINES = 400;

    private static final int GIST = 140;
    /** Kinds that people read first; all others are folded. */
    private static final List<String> OPEN = List.of("text", "problem", "cut", "started");

    /** Kinds as readers think of them: name in the address, words, beginnings of the stored kinds. */
    private enum Kind {
        TALK("text", "What it said", List.of("text", "started")),
        TOOLS("tool", "Tools", List.of("tool")),
        PROBLEMS("problem", "Problems", List.of("problem", "tool-failed", "stderr", "cut")),
        OTHER("other", "Other", List.of("usage", "result", "lessons", "stdout"));

        private final String name;
        private final String words;

        @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
        private final List<String> beginnings;

        Kind(String name, String words, List<String> beginnings) {
            this.name = name;
            this.words = words;
            this.beginnings = beginnings;
        }

        boolean has(String kind) {
            return beginnings.stream().anyMatch(kind::startsWith);
        }
    }

    private final IssueKey key;
    private final RunEntry run;
    private final StatusQueries status;
    private final Query query;
    private final Show show;

    public TranscriptView(IssueKey key, RunEntry run, StatusQueries status, Query query, Show show) {
        this.key = key;
        this.run = run;
        this.status = status;
        this.query = query;
        this.show = show;
    }

    /** In place of a transcript that the reader may not see. */
    public static Html withheld(Show show) {
        return tag(
                "section",
                id("transcript"),
                tag("h2", show.say("Transcript")),
                tag(
                        "p",
                        cls("empty"),
                        show.say("Transcripts and logs may hold more than a reader is to know. You need the role"
                                + " 'transcript' to see this one; whoever runs this server gives it.")));
    }

    public Html render() {
        List<TranscriptLine> part = lines();
        Optional<String> kind = query.text("kind");
        Optional<String> find = query.text("find").map(words -> words.toLowerCase(Locale.ROOT));
        List<TranscriptLine> shown = part.stream()
                .filter(line -> kind.map(name -> matches(name, line.kind())).orElse(true))
                .filter(line -> find.map(
                                words -> line.text().toLowerCase(Locale.ROOT).contains(words))
                        .orElse(true))
                .toList();
        boolean live = run.endedAt().isEmpty();
        return Html.all(
                tag(
                        "section",
                        id("transcript"),
                        attribute(
                                "data-source",
                                show.root() + "api/v1/issues/" + key.repository() + "/" + key.number() + "/runs/"
                                        + run.id()),
                        attribute(
                                "data-live",
                                Boolean.toString(live && query.text("before").isEmpty())),
                        attribute(
                                "data-last",
                                Integer.toString(
                                        part.isEmpty() ? -1 : part.getLast().seq())),
                        tag("h2", show.say("Transcript")),
                        tools(kind),
                        part.isEmpty() ? tag("p", cls("empty"), nothing(live)) : pager(part),
                        part.isEmpty() || !shown.isEmpty()
                                ? ""
                                : tag(
                                        "p",
                                        cls("empty"),
                                        show.say(
                                                "No line of this part matches. Choose another kind, or clear the search.")),
                        tag("ol", cls("transcript"), Html.each(shown, this::line)),
                        part.isEmpty() ? "" : pager(part),
                        tag(
                                "p",
                                id("follow"),
                                cls("follow"),
                                attribute("role", "status"),
                                attribute("data-following", show.words().say("New lines appear here as they come.")),
                                attribute(
                                        "data-paused",
                                        show.words().say("New lines wait below. Scroll to the end to follow.")),
                                attribute("data-ended", show.words().say("The run has ended.")),
                                attribute("data-lost", show.words().say("No connection; trying again.")),
                                live ? show.say("The run is under way. Load the page again for new lines.") : "")),
                tag("script", attribute("type", "module"), attribute("src", show.root() + "assets/transcript.js")));
    }

    private Html nothing(boolean live) {
        return live ? show.say("The agent has not said anything yet.") : show.say("There are no lines here.");
    }

    private List<TranscriptLine> lines() {
        Optional<Long> before = query.number("before", 0, Integer.MAX_VALUE);
        if (before.isPresent()) {
            return status.transcriptBefore(run.id(), before.get().intValue(), LINES);
        }
        Optional<Long> after = query.number("after", -1, Integer.MAX_VALUE);
        return after.isEmpty() && (run.endedAt().isEmpty() || query.text("end").isPresent())
                ? status.transcriptBefore(run.id(), Integer.MAX_VALUE, LINES)
                : status.transcript(run.id(), after.orElse(-1L).intValue(), LINES);
    }

    private static boolean matches(String name, String stored) {
        for (Kind kind : Kind.values()) {
            if (kind.name.equals(name)) {
                return kind.has(stored);
            }
        }
        return false;
    }

    private Html tools(Optional<String> chosen) {
        return tag(
                "form",
                cls("filters"),
                attribute("method", "get"),
                attribute("role", "search"),
                kind("", show.words().say("All kinds"), chosen.isEmpty()),
                Html.each(
                        List.of(Kind.values()),
                        kind -> kind(
                                kind.name,
                                show.words().say(kind.words),
                                chosen.filter(kind.name::equals).isPresent())),
                tag(
                        "label",
                        cls("find"),
                        tag("span", show.say("Find in this part")),
                        tag(
                                "input",
                                attribute("type", "search"),
                                attribute("name", "find"),
                                attribute("value", query.text("find").orElse("")))),
                tag("button", attribute("type", "submit"), show.say("Find")));
    }

    private static Html kind(String name, String words, boolean chosen) {
        return tag(
                "a",
                href(name.isEmpty() ? "?" : "?kind=" + name),
                attribute("data-kind", name.isEmpty() ? "all" : name),
                attribute("aria-current", Boolean.toString(chosen)),
                words);
    }

    private Html pager(List<TranscriptLine> part) {
        int first = part.getFirst().seq();
        int last = part.getLast().seq();
        boolean more = part.size() == LINES;
        return tag(
                "p",
                cls("pager"),
                tag("span", show.say("Lines {0} to {1} of {2}", first, last, run.transcriptLines())),
                first > 1 ? tag("a", href("?after=-1"), show.say("First lines")) : "",
                first > 1 ? tag("a", href("?before=" + first), show.say("Earlier lines")) : "",
                more || query.text("before").isPresent()
                        ? tag("a", href("?after=" + last), show.say("Next lines"))
                        : "",
                more && query.text("end").isEmpty() ? tag("a", href("?end=1"), show.say("Last lines")) : "");
    }

    private Html line(TranscriptLine line) {
        String anchor = "line-" + line.seq();
        Html stamp = Html.all(
                tag("a", cls("seq"), href("#" + anchor), Integer.toString(line.seq())),
                tag("b", cls("kind"), line.kind()),
                show.exact(line.at()));
        boolean open = OPEN.contains(line.kind())
                || (line.text().length() <= GIST && !line.text().contains("\n"));
        return tag(
                "li",
                id(anchor),
                cls("said-" + group(line.kind())),
                tag("p", cls("stamp"), stamp),
                open
                        ? tag("pre", line.text())
                        : tag(
                                "details",
                                id("fold-" + line.seq()),
                                tag("summary", gist(line.text())),
                                tag("pre", line.text())));
    }

    static String gist(String text) {
        String first = text.strip().split("\n", 2)[0];
        return first.length() > GIST
                ? first.substring(0, GIST) + " …"
                : first + (text.strip().contains("\n") ? " …" : "");
    }

    private static String group(String kind) {
        for (Kind each : List.of(Kind.PROBLEMS, Kind.TALK, Kind.TOOLS)) {
            if (each.has(kind)) {
                return each.name;
            }
        }
        return Kind.OTHER.name;
    }
}
