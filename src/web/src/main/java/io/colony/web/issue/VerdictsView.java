package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.status.ApprovalEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.VerdictEntry;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What Inspectors and people said of the change, newest first. */
final class VerdictsView {
    private static final List<String> SEVERITIES = List.of("blocker", "major", "minor", "nit");
    private static final Map<String, String> SIGNS = Map.of("blocker", "⛔", "major", "!", "minor", "▵", "nit", "·");

    private final IssueDetail detail;
    private final HostLinks links;
    private final Show show;

    VerdictsView(IssueDetail detail, HostLinks links, Show show) {
        this.detail = detail;
        this.links = links;
        this.show = show;
    }

    Html render() {
        List<VerdictEntry> verdicts = detail.verdicts().reversed();
        return tag(
                "section",
                id("verdicts"),
                tag("h2", show.say("Verdicts")),
                verdicts.isEmpty()
                        ? tag("p", cls("empty"), show.say("No review has given a verdict yet."))
                        : Html.each(verdicts, verdict -> verdict(verdict, verdict.equals(verdicts.getFirst()))),
                approvals());
    }

    private Html verdict(VerdictEntry verdict, boolean newest) {
        boolean good = verdict.verdict().equals("APPROVE");
        JsonNode content = verdict.content();
        return tag(
                "details",
                id("verdict-" + verdict.id()),
                cls(verdict.voidedAt().isPresent() ? "card void" : "card"),
                newest ? attribute("open", "") : attribute("data-older", ""),
                tag(
                        "summary",
                        show.mark(
                                good ? "good" : "bad",
                                good ? "✓" : "!",
                                show.words().say(verdict.verdict())),
                        tag(
                                "span",
                                cls("gist"),
                                JsonFold.text(content, "summary").orElse("")),
                        verdict.voidedAt().isPresent() ? tag("span", cls("tag"), show.say("void")) : ""),
                tag(
                        "p",
                        cls("more"),
                        show.say(
                                "For commit {0} on base {1}, {2}",
                                links.commit(verdict.headSha()),
                                links.commit(verdict.baseSha()),
                                show.time(verdict.at()))),
                voided(verdict),
                findings(verdict),
                criteria(content),
                JsonFold.texts("What makes it less sure", content, "confidence_flags", "ul", show),
                JsonFold.texts("What the Builder is to do", content, "action_items", "ol", show),
                JsonFold.raw("verdict-json-" + verdict.id(), content, show));
    }

    private Html voided(VerdictEntry verdict) {
        return verdict.voidedAt()
                .map(at -> tag(
                        "p",
                        show.mark("plain", "○", show.words().say("void")),
                        show.say(
                                "It has not counted since {0}: {1}",
                                show.time(at),
                                show.english(verdict.voidedReason().orElse("")))))
                .orElse(Html.EMPTY);
    }

    private Html findings(VerdictEntry verdict) {
        List<JsonNode> findings = JsonFold.list(verdict.content(), "findings").stream()
                .sorted(Comparator.comparingInt(VerdictsView::weight))
                .toList();
        return findings.isEmpty()
                ? tag("p", cls("more"), show.say("No findings."))
                : Html.all(
                        tag("h3", show.say("Findings")),
                        tag("ul", cls("findings"), Html.each(findings, each -> finding(each, verdict.headSha()))));
    }

    private Html finding(JsonNode finding, String headSha) {
        if (finding.isTextual()) {
            return tag("li", finding.asText());
        }
        String severity = JsonFold.text(finding, "severity").orElse("finding");
        return tag(
                "li",
                show.mark(
                        weight(finding) < 2 ? "bad" : "plain",
                        SIGNS.getOrDefault(severity, "·"),
                        show.words().say(severity)),
                JsonFold.text(finding, "file")
                        .map(file -> links.file(headSha, file, JsonFold.number(finding, "line")))
                        .orElse(Html.EMPTY),
                tag("span", cls("said"), JsonFold.text(finding, "message").orElse("")));
    }

    private static int weight(JsonNode finding) {
        int place = SEVERITIES.indexOf(finding.path("severity").asText());
        return place < 0 ? SEVERITIES.size() : place;
    }

    private Html criteria(JsonNode content) {
        List<JsonNode> criteria = JsonFold.list(content, "criteria");
        return criteria.isEmpty()
                ? Html.EMPTY
                : Html.all(
                        tag("h3", show.say("Acceptance criteria")),
                        tag("ul", cls("findings"), Html.each(criteria, this::criterion)));
    }

    private Html criterion(JsonNode criterion) {
        String status = JsonFold.text(criterion, "status").orElse("not-verifiable");
        Html mark = switch (status) {
            case "met" -> show.mark("good", "✓", show.words().say("met"));
            case "not-met" -> show.mark("bad", "✕", show.words().say("not met"));
            default -> show.mark("plain", "?", show.words().say("not verifiable"));
        };
        return tag(
                "li",
                mark,
                tag("span", cls("said"), JsonFold.text(criterion, "criterion").orElse("")),
                JsonFold.text(criterion, "note")
                        .map(note -> tag("span", cls("note"), note))
                        .orElse(Html.EMPTY));
    }

    private Html approvals() {
        return detail.approvals().isEmpty()
                ? Html.EMPTY
                : Html.all(
                        tag("h3", id("approvals"), show.say("Approvals by people")),
                        show.table(
                                "Approvals by people",
                                List.of("Approver", "Commit", "At (UTC)", "Holds"),
                                detail.approvals().reversed(),
                                this::approval,
                                Html.EMPTY));
    }

    private Html approval(ApprovalEntry approval) {
        boolean holds =
                detail.facts().headSha().filter(approval.headSha()::equals).isPresent();
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), links.person(approval.approver())),
                show.cell(links.commit(approval.headSha())),
                show.cell(show.exact(approval.at())),
                show.cell(
                        holds
                                ? show.mark("good", "✓", show.words().say("for the present head"))
                                : show.mark("plain", "○", show.words().say("no more: the head moved"))));
    }
}
