package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.CommandEntry;
import io.colony.engine.status.IntentEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.TransitionEntry;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All that happened in one list, newest first: changes of state, runs, what people asked for, acts on the code host. */
final class TimelineView {
    private static final int NEWEST = 100;

    private final IssueDetail detail;
    private final Optional<String> kind;
    private final boolean all;
    private final String address;
    private final Show show;

    /** A line of the list. */
    private record Line(Instant at, Kind kind, Html what, String who, Html why) {}

    /** By which the list can be narrowed. */
    private enum Kind {
        STATE("state", "Changes of state", "state", "◆"),
        RUN("run", "Runs", "run", "▶"),
        COMMAND("command", "Commands of people", "command", "☞"),
        HOST("host", "Acts on the code host", "code host", "⇅");

        private final String name;
        private final String words;
        private final String word;
        private final String sign;

        Kind(String name, String words, String word, String sign) {
            this.name = name;
            this.words = words;
            this.word = word;
            this.sign = sign;
        }
    }

    TimelineView(IssueDetail detail, Query query, Show show) {
        this.detail = detail;
        this.kind = query.text("timeline");
        this.all = query.text("entries").filter("all"::equals).isPresent();
        this.address = show.address(detail.summary().key());
        this.show = show;
    }

    Html render() {
        List<Line> chosen = lines();
        List<Line> shown = all ? chosen : chosen.stream().limit(NEWEST).toList();
        return tag(
                "section",
                id("timeline"),
                tag("h2", show.say("Timeline")),
                tag(
                        "p",
                        cls("filters"),
                        filter(Optional.empty(), "Everything"),
                        Html.each(List.of(Kind.values()), each -> filter(Optional.of(each.name), each.words)),
                        shown.size() < chosen.size()
                                ? tag(
                                        "a",
                                        href("?entries=all"
                                                + kind.map(name -> "&timeline=" + name)
                                                        .orElse("") + "#timeline"),
                                        show.say("Show all {0} entries", chosen.size()))
                                : ""),
                show.table(
                        "Timeline, newest first",
                        List.of("At (UTC)", "Kind", "What", "By", "Reason"),
                        shown,
                        this::row,
                        show.say("Nothing happened yet.")));
    }

    private Html filter(Optional<String> name, String words) {
        return tag(
                "a",
                href(name.map(each -> "?timeline=" + each).orElse("?") + "#timeline"),
                attribute("aria-current", name.equals(kind) ? "true" : "false"),
                show.say(words));
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        // Of one instant, what was decided stands above what led to it.
        detail.intents().reversed().forEach(intent -> lines.add(of(intent)));
        detail.commands().reversed().forEach(command -> lines.add(of(command)));
        detail.transitions().reversed().forEach(step -> lines.add(of(step)));
        detail.runs().reversed().forEach(run -> addTo(lines, run));
        return lines.stream()
                .filter(line -> kind.map(line.kind().name::equals).orElse(true))
                .sorted(Comparator.comparing(Line::at).reversed())
                .toList();
    }

    private Line of(TransitionEntry step) {
        return new Line(
                step.at(),
                Kind.STATE,
                Html.all(
                        step.from()
                                .map(from -> Html.all(show.state(from), " → "))
                                .orElse(Html.EMPTY),
                        show.state(step.to()),
                        tag("span", cls("note"), step.outcome())),
                step.actorKind() + " " + step.actorName(),
                show.english(step.reason()));
    }

    private void addTo(List<Line> lines, RunEntry run) {
        Html name =
                tag("a", href(address + "/runs/" + run.id()), show.say("{0}, attempt {1}", run.stage(), run.attempt()));
        run.endedAt()
                .ifPresent(ended -> lines.add(new Line(
                        ended,
                        Kind.RUN,
                        Html.all(
                                name,
                                " ",
                                RunsView.end(run, show),
                                show.text(run.outcome().or(run::failureClass))),
                        run.worker(),
                        run.reason().map(show::english).orElse(Html.EMPTY))));
        lines.add(new Line(
                run.startedAt(),
                Kind.RUN,
                Html.all(name, " ", show.mark("busy", "▶", show.words().say("began"))),
                run.worker(),
                Html.EMPTY));
    }

    private Line of(CommandEntry command) {
        return new Line(
                command.at(),
                Kind.COMMAND,
                Html.all(
                        tag("code", command.command()),
                        " ",
                        command.accepted()
                                ? show.mark("good", "✓", show.words().say("carried out"))
                                : show.mark("bad", "✕", show.words().say("refused"))),
                show.words().say("{0} by {1}", command.actor(), command.source()),
                show.english(command.answer()));
    }

    private Line of(IntentEntry intent) {
        return new Line(
                intent.at(),
                Kind.HOST,
                Html.all(
                        show.say(intent.kind()),
                        " ",
                        tag("code", intent.ref()),
                        " ",
                        show.mark(
                                intent.state().equals("done") ? "good" : "plain",
                                intent.state().equals("done") ? "✓" : "…",
                                show.words().say(intent.state()))),
                "colony",
                intent.newSha().map(show::sha).orElse(Html.EMPTY));
    }

    private Html row(Line line) {
        return tag(
                "tr",
                show.cell(show.exact(line.at())),
                show.cell(show.mark("plain", line.kind().sign, show.words().say(line.kind().word))),
                tag("td", cls("what"), line.what()),
                show.cell(line.who()),
                tag("td", cls("prose"), line.why()));
    }
}
