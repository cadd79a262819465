package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.GateEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the gates said, commit by commit, the newest open. */
final class GatesView {
    private final IssueDetail detail;
    private final HostLinks links;
    private final String address;
    private final Show show;

    GatesView(IssueDetail detail, HostLinks links, Show show) {
        this.show = show;
        this.links = links;
        this.detail = detail;
        this.address = show.address(detail.summary().key());
    }

    Html render() {
        Map<String, List<GateEntry>> byCommit = detail.gates().reversed().stream()
                .collect(Collectors.groupingBy(GateEntry::headSha, LinkedHashMap::new, Collectors.toList()));
        Html groups = Html.EMPTY;
        boolean newest = true;
        for (Map.Entry<String, List<GateEntry>> group : byCommit.entrySet()) {
            groups = Html.all(groups, group(group.getKey(), group.getValue().reversed(), newest));
            newest = false;
        }
        return tag(
                "section",
                id("gates"),
                tag("h2", show.say("Gates")),
                byCommit.isEmpty()
                        ? tag(
                                "p",
                                cls("empty"),
                                show.say("No gate has run yet; they run before each review and after each rebase."))
                        : groups);
    }

    private Html group(String sha, List<GateEntry> gates, boolean newest) {
        long passed =
                gates.stream().filter(gate -> gate.result().equals("pass")).count();
        boolean good = passed == gates.size();
        return tag(
                "details",
                id("gates-" + sha.substring(0, Math.min(12, sha.length()))),
                cls("group"),
                newest ? attribute("open", "") : attribute("data-older", ""),
                tag(
                        "summary",
                        show.mark(
                                good ? "good" : "bad",
                                good ? "✓" : "!",
                                show.words().say("{0} of {1} passed", passed, gates.size())),
                        show.say("at {0}", show.sha(sha)),
                        newest ? tag("span", cls("tag"), show.say("newest")) : ""),
                tag(
                        "p",
                        cls("more"),
                        show.say("Commit {0}, compared with the base {1}", links.commit(sha), base(gates))),
                show.table(
                        "Gates",
                        List.of("Gate", "Result", "On the base", "#Took", "#Exit", "Summary", "Log", "At (UTC)"),
                        gates,
                        this::gate,
                        Html.EMPTY));
    }

    private Html base(List<GateEntry> gates) {
        return links.commit(gates.getLast().baseSha());
    }

    private Html gate(GateEntry gate) {
        return tag(
                "tr",
                id("gate-" + gate.id()),
                tag("th", attribute("scope", "row"), gate.gate()),
                show.cell(Html.all(
                        result(gate.result(), show),
                        gate.flaky() ? show.mark("plain", "~", show.words().say("flaky")) : "")),
                show.cell(gate.baseline().map(base -> result(base, show)).orElseGet(show::none)),
                show.number(Show.duration(Duration.ofMillis(gate.durationMs()))),
                show.number(
                        gate.exitCode().map(code -> Html.text(code.toString())).orElseGet(show::none)),
                tag("td", cls("prose"), Html.all(show.english(gate.summary()), blame(gate))),
                show.cell(
                        gate.logLength() == 0
                                ? show.none()
                                : tag("a", href(address + "/gates/" + gate.id()), show.say("log"))),
                show.cell(show.exact(gate.at())));
    }

    /** What the comparison with the base comes to. */
    private Html blame(GateEntry gate) {
        boolean red = gate.result().equals("fail");
        boolean baseRed = gate.baseline().filter("fail"::equals).isPresent();
        boolean baseGreen = gate.baseline().filter("pass"::equals).isPresent();
        if (red && baseRed) {
            return tag("span", cls("note"), show.say("red on the base as well: not blamed on the change"));
        }
        return red && baseGreen
                ? tag("span", cls("note"), show.say("green on the base: the change broke it"))
                : Html.EMPTY;
    }

    static Html result(String result, Show show) {
        return switch (result) {
            case "pass" -> show.mark("good", "✓", show.words().say("pass"));
            case "fail" -> show.mark("bad", "✕", show.words().say("fail"));
            default -> show.mark("bad", "!", show.words().say(result));
        };
    }
}
