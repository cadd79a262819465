package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.RunEntry;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of an issue, of one stage where the address names one. */
final class RunsView {
    private static final Map<String, String> GROUPS = Map.of(
            "completed", "good",
            "failed", "bad",
            "lost", "bad",
            "revoked", "plain");
    private static final int NEWEST = 60;

    private final IssueDetail detail;
    private final String address;
    private final Optional<String> stage;
    private final boolean all;
    private final Show show;

    RunsView(IssueDetail detail, Query query, Show show) {
        this.show = show;
        this.detail = detail;
        this.address = show.address(detail.summary().key());
        this.stage = query.text("stage");
        this.all = query.text("runs").filter("all"::equals).isPresent();
    }

    Html render() {
        List<RunEntry> chosen = detail.runs().stream()
                .filter(run -> stage.map(run.stage()::equals).orElse(true))
                .toList();
        List<RunEntry> shown =
                all || chosen.size() <= NEWEST ? chosen : chosen.subList(chosen.size() - NEWEST, chosen.size());
        return tag(
                "section",
                id("runs"),
                tag("h2", show.say("Runs")),
                filters(chosen.size(), shown.size()),
                show.table(
                        "Runs",
                        List.of(
                                "Stage",
                                "#Attempt",
                                "End",
                                "Outcome",
                                "Back end",
                                "Worker",
                                "Started (UTC)",
                                "#Took",
                                "#Tokens in / out",
                                "#Cost",
                                "Transcript"),
                        shown,
                        this::run,
                        stage.isPresent() ? show.say("No run of this stage.") : show.say("No stage has run yet.")));
    }

    private Html filters(int chosen, int shown) {
        List<String> stages =
                detail.runs().stream().map(RunEntry::stage).distinct().toList();
        Html more = shown < chosen
                ? tag(
                        "a",
                        href("?runs=all" + stage.map(name -> "&stage=" + name).orElse("") + "#runs"),
                        show.say("Show all {0} runs", chosen))
                : Html.EMPTY;
        if (stages.size() < 2 && more.isEmpty()) {
            return Html.EMPTY;
        }
        return tag(
                "p",
                cls("filters"),
                filter(Optional.empty(), show.words().say("All stages")),
                Html.each(stages, name -> filter(Optional.of(name), name)),
                more);
    }

    private Html filter(Optional<String> name, String words) {
        return tag(
                "a",
                href(name.map(each -> "?stage=" + each).orElse("?") + "#runs"),
                attribute("aria-current", name.equals(stage) ? "true" : "false"),
                words);
    }

    private Html run(RunEntry run) {
        return tag(
                "tr",
                id("run-" + run.id()),
                tag("th", attribute("scope", "row"), tag("a", href(address + "/runs/" + run.id()), run.stage())),
                show.number(run.attempt()),
                show.cell(Html.all(end(run, show), exit(run))),
                tag("td", cls("prose"), withNote(show.text(run.outcome().or(run::failureClass)), run.reason())),
                show.cell(withNote(show.text(run.backEnd()), run.model())),
                show.cell(run.worker()),
                show.cell(show.exact(run.startedAt())),
                show.number(took(run, show)),
                show.number(tokens(run)),
                show.number(cost(run, show)),
                show.cell(transcript(run)));
    }

    private static Html withNote(Html text, Optional<String> note) {
        return Html.all(text, note.map(words -> tag("span", cls("note"), words)).orElse(Html.EMPTY));
    }

    /** The agent program's exit code, where it says something. */
    private Html exit(RunEntry run) {
        return run.exitCode()
                .filter(code -> code != 0)
                .map(code -> tag("span", cls("note"), show.say("exit {0}", code)))
                .orElse(Html.EMPTY);
    }

    static Html end(RunEntry run, Show show) {
        return run.endKind()
                .map(kind -> show.mark(
                        GROUPS.getOrDefault(kind, "plain"),
                        kind.equals("completed") ? "✓" : kind.equals("revoked") ? "○" : "!",
                        show.words().say(kind)))
                .orElseGet(() -> show.mark("busy", "▶", show.words().say("running")));
    }

    static Html took(RunEntry run, Show show) {
        return run.endedAt()
                .map(ended -> Html.text(Show.duration(Duration.between(run.startedAt(), ended))))
                .orElseGet(show::none);
    }

    static Html cost(RunEntry run, Show show) {
        return Html.all(run.estimated() ? estimate(show) : "", show.money(run.cost()));
    }

    private Html tokens(RunEntry run) {
        long in = run.inputTokens() + run.cacheReadTokens() + run.cacheWriteTokens();
        return in + run.outputTokens() == 0
                ? show.none()
                : tag(
                        "span",
                        attribute("title", tokenWords(run, show)),
                        show.words().number(in) + " / " + show.words().number(run.outputTokens()));
    }

    static String tokenWords(RunEntry run, Show show) {
        return show.words()
                .say(
                        "{0} input, {1} from cache, {2} to cache, {3} output",
                        run.inputTokens(), run.cacheReadTokens(), run.cacheWriteTokens(), run.outputTokens());
    }

    static Html estimate(Show show) {
        return tag(
                "span",
                attribute("title", show.words().say("estimated: ended without final usage")),
                "~",
                tag("span", cls("unseen"), show.say("estimated"), " "));
    }

    private Html transcript(RunEntry run) {
        return run.transcriptLines() == 0
                ? show.none()
                : tag(
                        "a",
                        href(address + "/runs/" + run.id()),
                        show.words().count(run.transcriptLines(), "{0} line", "{0} lines"));
    }
}
