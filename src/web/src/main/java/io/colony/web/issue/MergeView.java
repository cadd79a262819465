package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.status.ArtifactEntry;
import io.colony.engine.status.IntentEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.MergeEntry;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the change came onto the base: conflicts with how sure each answer is, merges and their fate, acts on the host. */
final class MergeView {
    private static final String CONFLICT = "conflict";
    private static final int MOST_HUNKS = 40;
    private static final int LONGEST_SIDE = 6_000;

    private final IssueDetail detail;
    private final HostLinks links;
    private final Show show;

    MergeView(IssueDetail detail, HostLinks links, Show show) {
        this.detail = detail;
        this.links = links;
        this.show = show;
    }

    Html render() {
        List<ArtifactEntry> conflicts = detail.artifacts().reversed().stream()
                .filter(artifact -> artifact.kind().equals(CONFLICT))
                .toList();
        return tag(
                "section",
                id("merge"),
                tag("h2", show.say("Merge")),
                merges(),
                Html.each(conflicts, one -> conflict(one, one.equals(conflicts.getFirst()))),
                acts());
    }

    private Html merges() {
        return show.table(
                "Merges",
                List.of("Merged as", "Onto", "At (UTC)", "Afterwards", "Shown by", "Why", "Decided (UTC)"),
                detail.merges().reversed(),
                this::merge,
                show.say("Nothing was merged yet."));
    }

    private Html merge(MergeEntry merge) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), links.commit(merge.mergeSha())),
                show.cell(links.branch(merge.baseBranch())),
                show.cell(show.exact(merge.mergedAt())),
                show.cell(fate(merge, show)),
                show.cell(links.commit(merge.shownBy())),
                tag("td", cls("prose"), merge.reason().map(show::english).orElseGet(show::none)),
                show.cell(show.exact(merge.decidedAt())));
    }

    static Html fate(MergeEntry merge, Show show) {
        return switch (merge.outcome().orElse("watched")) {
            case "survived" -> show.mark("good", "✓", show.words().say("survived"));
            case "reverted" -> show.mark("bad", "↩", show.words().say("reverted"));
            case "broke-the-base" -> show.mark("bad", "!", show.words().say("broke the base"));
            case "watched" -> show.mark("busy", "◷", show.words().say("watched"));
            default -> show.mark("plain", "?", show.words().say("unknown"));
        };
    }

    private Html conflict(ArtifactEntry artifact, boolean newest) {
        JsonNode content = artifact.content();
        boolean answered = content.has("confidence");
        List<JsonNode> hunks = JsonFold.list(content, "hunks");
        String head =
                JsonFold.text(content, answered ? "head" : "unresolved_at").orElse("");
        return tag(
                "details",
                id("conflict-" + artifact.id()),
                cls("card"),
                newest ? attribute("open", "") : attribute("data-older", ""),
                tag(
                        "summary",
                        answered
                                ? show.mark("plain", "⇄", show.words().say("Conflicts resolved"))
                                : show.mark("bad", "!", show.words().say("Conflicts that wait for a person")),
                        tag("span", cls("gist"), show.words().count(hunks.size(), "{0} conflict", "{0} conflicts")),
                        answered
                                ? show.say(
                                        "as sure as the least sure: {0}",
                                        score(content.path("confidence").asDouble()))
                                : ""),
                tag(
                        "p",
                        cls("more"),
                        show.say("At {0}, {1}", head.isEmpty() ? "?" : links.commit(head), show.time(artifact.at()))),
                Html.each(hunks.stream().limit(MOST_HUNKS).toList(), this::hunk),
                hunks.size() > MOST_HUNKS
                        ? tag("p", cls("more"), show.say("and {0} more, in the JSON below", hunks.size() - MOST_HUNKS))
                        : "",
                JsonFold.raw("conflict-json-" + artifact.id(), content, show));
    }

    private Html hunk(JsonNode node) {
        boolean answered = node.has("hunk");
        JsonNode hunk = answered ? node.path("hunk") : node;
        int line = hunk.path("line").asInt();
        return tag(
                "div",
                cls("hunk"),
                tag(
                        "p",
                        cls("place"),
                        tag("code", JsonFold.text(hunk, "path").orElse("?") + (line == 0 ? "" : ":" + line)),
                        answered
                                ? tag(
                                        "span",
                                        show.say(
                                                "{0}, confidence {1}",
                                                rule(node.path("rule").asText()),
                                                score(node.path("confidence").asDouble())))
                                : show.mark("bad", "!", show.words().say("not resolved"))),
                tag(
                        "div",
                        cls("sides"),
                        side("The base has", "ours", hunk.path("ours")),
                        side("The change has", "theirs", hunk.path("theirs")),
                        answered ? side("Resolved as", "resolution", node.path("resolution")) : ""));
    }

    private Html rule(String rule) {
        return rule.equals("answer") ? show.say("by a model") : show.say("by the rule {0}", tag("code", rule));
    }

    private Html side(String name, String kind, JsonNode lines) {
        String text = lines.valueStream().map(JsonNode::asText).collect(Collectors.joining("\n"));
        return tag(
                "figure",
                cls("side " + kind),
                tag("figcaption", show.say(name)),
                tag(
                        "pre",
                        attribute("tabindex", "0"),
                        text.isEmpty()
                                ? show.say("(nothing)")
                                : Html.text(
                                        text.length() > LONGEST_SIDE
                                                ? text.substring(0, LONGEST_SIDE) + "\n…"
                                                : text)));
    }

    /** A figure and a bar; whoever cannot see the bar reads the figure. */
    private static Html score(double confidence) {
        int share = (int) Math.round(Math.clamp(confidence, 0, 1) * 100);
        return Html.all(
                tag("b", cls("num"), String.format(Locale.ROOT, "%.2f", confidence)),
                tag(
                        "svg",
                        cls("meter small" + (share < 90 ? " high" : "")),
                        attribute("viewBox", "0 0 100 6"),
                        attribute("preserveAspectRatio", "none"),
                        attribute("aria-hidden", "true"),
                        tag("path", cls("track"), attribute("d", "M0 0h100v6h-100z")),
                        tag("path", cls("spent"), attribute("d", "M0 0h" + share + "v6h-" + share + "z"))));
    }

    private Html acts() {
        return detail.intents().isEmpty()
                ? Html.EMPTY
                : Html.all(
                        tag("h3", id("intents"), show.say("Acts on the code host")),
                        show.table(
                                "Acts on the code host",
                                List.of(
                                        "Act",
                                        "State",
                                        "Reference",
                                        "From",
                                        "To",
                                        "Written down (UTC)",
                                        "Resolved (UTC)"),
                                detail.intents(),
                                this::act,
                                Html.EMPTY));
    }

    private Html act(IntentEntry entry) {
        Html state = switch (entry.state()) {
            case "done" -> show.mark("good", "✓", show.words().say("done"));
            case "refused" -> show.mark("bad", "!", show.words().say("refused"));
            default -> show.mark("plain", "…", show.words().say(entry.state()));
        };
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), show.say(entry.kind())),
                show.cell(state),
                show.cell(HostLinks.copied(entry.ref())),
                show.cell(links.commit(entry.oldSha())),
                show.cell(links.commit(entry.newSha())),
                show.cell(show.exact(entry.at())),
                show.cell(show.exact(entry.resolvedAt())));
    }
}
