package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.status.ArtifactEntry;
import io.colony.engine.status.GateEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.VerdictEntry;
import io.colony.web.exchange.JsonText;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The parts of an issue's page that its runs brought: runs, gates, verdicts, evidence, artefacts. */
final class FindingsView {
    private static final Map<String, String> GROUPS = Map.of(
            "completed", "good",
            "failed", "bad",
            "lost", "bad",
            "revoked", "plain");

    private final IssueDetail detail;
    private final String address;
    private final Show show;

    FindingsView(IssueDetail detail, Show show) {
        this.show = show;
        this.detail = detail;
        this.address = show.address(detail.summary().key());
    }

    Html runs() {
        return tag(
                "section",
                id("runs"),
                tag("h2", show.say("Runs")),
                show.table(
                        "Runs",
                        List.of(
                                "Stage",
                                "#Attempt",
                                "End",
                                "Outcome",
                                "Worker",
                                "Started (UTC)",
                                "#Took",
                                "#Tokens in / out",
                                "#Cost",
                                "Transcript"),
                        detail.runs(),
                        this::run,
                        show.say("No stage has run yet.")));
    }

    private Html run(RunEntry run) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), run.stage()),
                show.number(run.attempt()),
                show.cell(Html.all(end(run, show), exit(run))),
                tag("td", cls("prose"), withNote(show.text(run.outcome().or(run::failureClass)), run.reason())),
                show.cell(withNote(
                        Html.text(run.worker()),
                        run.backEnd()
                                .map(name -> name
                                        + run.model().map(model -> ", " + model).orElse("")))),
                show.cell(show.exact(run.startedAt())),
                show.number(run.endedAt()
                        .map(ended -> Html.text(show.duration(Duration.between(run.startedAt(), ended))))
                        .orElseGet(show::none)),
                show.number(tokens(run)),
                show.number(Html.all(run.estimated() ? estimate() : "", show.money(run.cost()))),
                show.cell(transcript(run)));
    }

    private Html withNote(Html text, Optional<String> note) {
        return Html.all(text, note.map(words -> tag("span", cls("note"), words)).orElse(Html.EMPTY));
    }

    /** The agent program's exit code, where it says something. */
    private Html exit(RunEntry run) {
        return run.exitCode()
                .filter(code -> code != 0)
                .map(code -> tag("span", cls("note"), "exit " + code))
                .orElse(Html.EMPTY);
    }

    static Html end(RunEntry run, Show show) {
        return run.endKind()
                .map(kind -> show.mark(
                        GROUPS.getOrDefault(kind, "plain"),
                        kind.equals("completed") ? "✓" : kind.equals("revoked") ? "○" : "!",
                        kind))
                .orElseGet(() -> show.mark("busy", "▶", "running"));
    }

    private Html tokens(RunEntry run) {
        long in = run.inputTokens() + run.cacheReadTokens() + run.cacheWriteTokens();
        return in + run.outputTokens() == 0
                ? show.none()
                : tag(
                        "span",
                        attribute(
                                "title",
                                run.inputTokens() + " input, " + run.cacheReadTokens() + " from cache, "
                                        + run.cacheWriteTokens() + " to cache, " + run.outputTokens() + " output"),
                        in + " / " + run.outputTokens());
    }

    private Html estimate() {
        return tag(
                "span",
                attribute("title", "estimated: ended without final usage"),
                "~",
                tag("span", cls("unseen"), "estimated "));
    }

    private Html transcript(RunEntry run) {
        return run.transcriptLines() == 0
                ? show.none()
                : tag("a", href(address + "/runs/" + run.id()), run.transcriptLines() + " lines");
    }

    Html gates() {
        return tag(
                "section",
                id("gates"),
                tag("h2", show.say("Gates")),
                show.table(
                        "Gates",
                        List.of(
                                "Gate",
                                "Result",
                                "On the base",
                                "Commit",
                                "#Took",
                                "#Exit",
                                "Summary",
                                "Log",
                                "At (UTC)"),
                        detail.gates(),
                        this::gate,
                        show.say("No gate has run yet; they run before each review and after each rebase.")));
    }

    private Html gate(GateEntry gate) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), gate.gate()),
                show.cell(Html.all(result(gate.result()), gate.flaky() ? show.mark("plain", "~", "flaky") : "")),
                show.cell(gate.baseline().map(this::result).orElseGet(show::none)),
                show.cell(show.sha(gate.headSha())),
                show.number(show.duration(Duration.ofMillis(gate.durationMs()))),
                show.number(
                        gate.exitCode().map(code -> Html.text(code.toString())).orElseGet(show::none)),
                tag("td", cls("prose"), gate.summary()),
                show.cell(gate.logLength() == 0 ? show.none() : tag("a", href(address + "/gates/" + gate.id()), "log")),
                show.cell(show.exact(gate.at())));
    }

    private Html result(String result) {
        return switch (result) {
            case "pass" -> show.mark("good", "✓", "pass");
            case "fail" -> show.mark("bad", "✕", "fail");
            default -> show.mark("bad", "!", result);
        };
    }

    Html verdicts() {
        return tag(
                "section",
                id("verdicts"),
                tag("h2", show.say("Verdicts")),
                detail.verdicts().isEmpty()
                        ? tag("p", cls("empty"), show.say("No review has given a verdict yet."))
                        : Html.each(detail.verdicts(), this::verdict));
    }

    private Html verdict(VerdictEntry verdict) {
        boolean good = verdict.verdict().equals("APPROVE");
        return tag(
                "details",
                id("verdict-" + verdict.id()),
                cls("card"),
                tag(
                        "summary",
                        show.mark(good ? "good" : "bad", good ? "✓" : "!", verdict.verdict()),
                        " of ",
                        show.sha(verdict.headSha()),
                        " ",
                        verdict.content().path("summary").asText(""),
                        " ",
                        verdict.voidedReason()
                                .map(reason -> show.mark("plain", "○", "void: " + reason))
                                .orElse(Html.EMPTY)),
                findings(verdict.content()),
                json(verdict.content()));
    }

    private Html findings(JsonNode content) {
        return tag(
                "ul",
                Html.each(
                        StreamSupport.stream(content.path("findings").spliterator(), false)
                                .toList(),
                        finding -> tag(
                                "li",
                                tag("b", finding.path("severity").asText("finding")),
                                " ",
                                tag("code", place(finding)),
                                " ",
                                finding.path("message").asText(""))));
    }

    private static String place(JsonNode finding) {
        String line = finding.path("line").asText("");
        return finding.path("file").asText("") + (line.isEmpty() ? "" : ":" + line);
    }

    Html evidence() {
        return tag(
                "section",
                id("evidence"),
                tag("h2", show.say("Evidence")),
                detail.evidence().isEmpty()
                        ? tag("p", cls("empty"), show.say("No claims have been made yet."))
                        : Html.each(detail.evidence(), this::evidence));
    }

    private Html evidence(ArtifactEntry artifact) {
        List<JsonNode> files = StreamSupport.stream(
                        artifact.content().path("files").spliterator(), false)
                .toList();
        return tag(
                "div",
                cls("card"),
                tag("p", "Run ", artifact.runId(), ", ", show.time(artifact.at())),
                files.isEmpty()
                        ? json(artifact.content())
                        : show.table(
                                "Claimed files",
                                List.of("File", "Check", "SHA-256 claimed", "SHA-256 found", "Claim"),
                                files,
                                this::file,
                                Html.EMPTY));
    }

    private Html file(JsonNode file) {
        String problem = text(file, "problem").orElse("NONE");
        boolean good = problem.equals("NONE");
        return tag(
                "tr",
                tag(
                        "th",
                        attribute("scope", "row"),
                        tag("code", text(file, "path").orElse("?"))),
                show.cell(show.mark(good ? "good" : "bad", good ? "✓" : "✕", good ? "as claimed" : problem)),
                show.cell(show.sha(text(file, "claimed_sha256").or(() -> text(file, "claimedSha256")))),
                show.cell(show.sha(text(file, "actual_sha256").or(() -> text(file, "actualSha256")))),
                tag("td", cls("prose"), text(file, "claim").orElse("")));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }

    Html artifacts() {
        return tag(
                "section",
                id("artifacts"),
                tag("h2", show.say("Artefacts")),
                detail.artifacts().isEmpty()
                        ? tag("p", cls("empty"), show.say("No run has left anything yet."))
                        : Html.each(detail.artifacts(), this::artifact));
    }

    private Html artifact(ArtifactEntry artifact) {
        return tag(
                "details",
                id("artifact-" + artifact.id()),
                cls("card"),
                tag("summary", tag("b", artifact.kind()), " of run ", artifact.runId(), ", ", show.time(artifact.at())),
                json(artifact.content()));
    }

    private Html json(JsonNode content) {
        return tag("pre", attribute("tabindex", "0"), cls("scroll"), JsonText.pretty(content));
    }
}
