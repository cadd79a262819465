package io.colony.web;

import static io.colony.web.Html.attribute;
import static io.colony.web.Html.cls;
import static io.colony.web.Html.href;
import static io.colony.web.Html.id;
import static io.colony.web.Html.tag;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.status.ArtifactEntry;
import io.colony.engine.status.GateEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.VerdictEntry;
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

    FindingsView(IssueDetail detail, String root) {
        this.detail = detail;
        this.address = Show.address(root, detail.summary().key());
    }

    Html runs() {
        return tag(
                "section",
                id("runs"),
                tag("h2", "Runs"),
                Show.table(
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
                        Html.text("No stage has run yet.")));
    }

    private Html run(RunEntry run) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), run.stage()),
                Show.number(run.attempt()),
                Show.cell(Html.all(end(run), exit(run))),
                tag("td", cls("prose"), withNote(Show.text(run.outcome().or(run::failureClass)), run.reason())),
                Show.cell(withNote(
                        Html.text(run.worker()),
                        run.backEnd()
                                .map(name -> name
                                        + run.model().map(model -> ", " + model).orElse("")))),
                Show.cell(Show.exact(run.startedAt())),
                Show.number(run.endedAt()
                        .map(ended -> Html.text(Show.duration(Duration.between(run.startedAt(), ended))))
                        .orElseGet(Show::none)),
                Show.number(tokens(run)),
                Show.number(Html.all(run.estimated() ? estimate() : "", Show.money(run.cost()))),
                Show.cell(transcript(run)));
    }

    private static Html withNote(Html text, Optional<String> note) {
        return Html.all(text, note.map(words -> tag("span", cls("note"), words)).orElse(Html.EMPTY));
    }

    /** The agent program's exit code, where it says something. */
    private static Html exit(RunEntry run) {
        return run.exitCode()
                .filter(code -> code != 0)
                .map(code -> tag("span", cls("note"), "exit " + code))
                .orElse(Html.EMPTY);
    }

    static Html end(RunEntry run) {
        return run.endKind()
                .map(kind -> Show.mark(
                        GROUPS.getOrDefault(kind, "plain"),
                        kind.equals("completed") ? "✓" : kind.equals("revoked") ? "○" : "!",
                        kind))
                .orElseGet(() -> Show.mark("busy", "▶", "running"));
    }

    private static Html tokens(RunEntry run) {
        long in = run.inputTokens() + run.cacheReadTokens() + run.cacheWriteTokens();
        return in + run.outputTokens() == 0
                ? Show.none()
                : tag(
                        "span",
                        attribute(
                                "title",
                                run.inputTokens() + " input, " + run.cacheReadTokens() + " from cache, "
                                        + run.cacheWriteTokens() + " to cache, " + run.outputTokens() + " output"),
                        in + " / " + run.outputTokens());
    }

    private static Html estimate() {
        return tag(
                "span",
                attribute("title", "estimated: ended without final usage"),
                "~",
                tag("span", cls("unseen"), "estimated "));
    }

    private Html transcript(RunEntry run) {
        return run.transcriptLines() == 0
                ? Show.none()
                : tag("a", href(address + "/runs/" + run.id()), run.transcriptLines() + " lines");
    }

    Html gates() {
        return tag(
                "section",
                id("gates"),
                tag("h2", "Gates"),
                Show.table(
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
                        Html.text("No gate has run yet; they run before each review and after each rebase.")));
    }

    private Html gate(GateEntry gate) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), gate.gate()),
                Show.cell(Html.all(result(gate.result()), gate.flaky() ? Show.mark("plain", "~", "flaky") : "")),
                Show.cell(gate.baseline().map(FindingsView::result).orElseGet(Show::none)),
                Show.cell(Show.sha(gate.headSha())),
                Show.number(Show.duration(Duration.ofMillis(gate.durationMs()))),
                Show.number(
                        gate.exitCode().map(code -> Html.text(code.toString())).orElseGet(Show::none)),
                tag("td", cls("prose"), gate.summary()),
                Show.cell(gate.logLength() == 0 ? Show.none() : tag("a", href(address + "/gates/" + gate.id()), "log")),
                Show.cell(Show.exact(gate.at())));
    }

    private static Html result(String result) {
        return switch (result) {
            case "pass" -> Show.mark("good", "✓", "pass");
            case "fail" -> Show.mark("bad", "✕", "fail");
            default -> Show.mark("bad", "!", result);
        };
    }

    Html verdicts() {
        return tag(
                "section",
                id("verdicts"),
                tag("h2", "Verdicts"),
                detail.verdicts().isEmpty()
                        ? tag("p", cls("empty"), "No review has given a verdict yet.")
                        : Html.each(detail.verdicts(), FindingsView::verdict));
    }

    private static Html verdict(VerdictEntry verdict) {
        boolean good = verdict.verdict().equals("APPROVE");
        return tag(
                "details",
                id("verdict-" + verdict.id()),
                cls("card"),
                tag(
                        "summary",
                        Show.mark(good ? "good" : "bad", good ? "✓" : "!", verdict.verdict()),
                        " of ",
                        Show.sha(verdict.headSha()),
                        " ",
                        verdict.content().path("summary").asText(""),
                        " ",
                        verdict.voidedReason()
                                .map(reason -> Show.mark("plain", "○", "void: " + reason))
                                .orElse(Html.EMPTY)),
                findings(verdict.content()),
                json(verdict.content()));
    }

    private static Html findings(JsonNode content) {
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
                tag("h2", "Evidence"),
                detail.evidence().isEmpty()
                        ? tag("p", cls("empty"), "No claims have been made yet.")
                        : Html.each(detail.evidence(), this::evidence));
    }

    private Html evidence(ArtifactEntry artifact) {
        List<JsonNode> files = StreamSupport.stream(
                        artifact.content().path("files").spliterator(), false)
                .toList();
        return tag(
                "div",
                cls("card"),
                tag("p", "Run ", artifact.runId(), ", ", Show.time(artifact.at())),
                files.isEmpty()
                        ? json(artifact.content())
                        : Show.table(
                                "Claimed files",
                                List.of("File", "Check", "SHA-256 claimed", "SHA-256 found", "Claim"),
                                files,
                                FindingsView::file,
                                Html.EMPTY));
    }

    private static Html file(JsonNode file) {
        String problem = text(file, "problem").orElse("NONE");
        boolean good = problem.equals("NONE");
        return tag(
                "tr",
                tag(
                        "th",
                        attribute("scope", "row"),
                        tag("code", text(file, "path").orElse("?"))),
                Show.cell(Show.mark(good ? "good" : "bad", good ? "✓" : "✕", good ? "as claimed" : problem)),
                Show.cell(Show.sha(text(file, "claimed_sha256").or(() -> text(file, "claimedSha256")))),
                Show.cell(Show.sha(text(file, "actual_sha256").or(() -> text(file, "actualSha256")))),
                tag("td", cls("prose"), text(file, "claim").orElse("")));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }

    Html artifacts() {
        return tag(
                "section",
                id("artifacts"),
                tag("h2", "Artefacts"),
                detail.artifacts().isEmpty()
                        ? tag("p", cls("empty"), "No run has left anything yet.")
                        : Html.each(detail.artifacts(), FindingsView::artifact));
    }

    private static Html artifact(ArtifactEntry artifact) {
        return tag(
                "details",
                id("artifact-" + artifact.id()),
                cls("card"),
                tag("summary", tag("b", artifact.kind()), " of run ", artifact.runId(), ", ", Show.time(artifact.at())),
                json(artifact.content()));
    }

    private static Html json(JsonNode content) {
        return tag("pre", attribute("tabindex", "0"), cls("scroll"), JsonText.pretty(content));
    }
}
