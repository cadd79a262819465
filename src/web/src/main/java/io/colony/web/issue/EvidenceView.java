package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.status.ArtifactEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;
import java.util.Optional;

/** What Builders claimed of files, with the hashes that they said and those that were found; newest first. */
final class EvidenceView {
    private static final int OPEN = 3;

    private final List<ArtifactEntry> evidence;
    private final HostLinks links;
    private final String address;
    private final Show show;

    EvidenceView(IssueDetail detail, HostLinks links, Show show) {
        this.evidence = detail.evidence().reversed();
        this.links = links;
        this.address = show.address(detail.summary().key());
        this.show = show;
    }

    Html render() {
        return tag(
                "section",
                id("evidence"),
                tag("h2", show.say("Evidence")),
                evidence.isEmpty()
                        ? tag("p", cls("empty"), show.say("No claims have been made yet."))
                        : Html.each(evidence, one -> evidence(one, evidence.indexOf(one) < OPEN)));
    }

    private Html evidence(ArtifactEntry artifact, boolean open) {
        List<JsonNode> files = JsonFold.list(artifact.content(), "files");
        long wrong = files.stream().filter(file -> !good(file)).count();
        return tag(
                "details",
                id("evidence-" + artifact.id()),
                cls("group"),
                open ? attribute("open", "") : attribute("data-older", ""),
                tag(
                        "summary",
                        show.mark(
                                wrong == 0 ? "good" : "bad",
                                wrong == 0 ? "●" : "!",
                                wrong == 0
                                        ? show.words().say("{0} of {1} claims hold", files.size(), files.size())
                                        : show.words()
                                                .say("{0} of {1} claims hold", files.size() - wrong, files.size())),
                        show.say("run {0}, {1}", Long.toString(artifact.runId()), show.time(artifact.at()))),
                tag(
                        "p",
                        cls("more"),
                        tag(
                                "a",
                                href(address + "/runs/" + artifact.runId()),
                                show.say("To run {0}", Long.toString(artifact.runId())))),
                files.isEmpty()
                        ? JsonFold.raw("evidence-json-" + artifact.id(), artifact.content(), show)
                        : show.table(
                                "Claimed files",
                                List.of("File", "Check", "SHA-256 claimed", "SHA-256 found", "Claim"),
                                files,
                                file -> file(
                                        file,
                                        JsonFold.text(artifact.content(), "head_sha")
                                                .or(() -> JsonFold.text(artifact.content(), "headSha"))),
                                Html.EMPTY));
    }

    private static boolean good(JsonNode file) {
        return JsonFold.text(file, "problem").orElse("NONE").equals("NONE");
    }

    private Html file(JsonNode file, Optional<String> head) {
        String path = JsonFold.text(file, "path").orElse("?");
        Html mark = good(file)
                ? show.mark("good", "✓", show.words().say("as claimed"))
                : show.mark(
                        "bad",
                        "✕",
                        show.words().say(JsonFold.text(file, "problem").orElse("?")));
        return tag(
                "tr",
                tag(
                        "th",
                        attribute("scope", "row"),
                        head.map(sha -> links.file(sha, path, Optional.empty())).orElseGet(() -> tag("code", path))),
                show.cell(mark),
                show.cell(
                        show.sha(JsonFold.text(file, "claimed_sha256").or(() -> JsonFold.text(file, "claimedSha256")))),
                show.cell(show.sha(JsonFold.text(file, "actual_sha256").or(() -> JsonFold.text(file, "actualSha256")))),
                tag("td", cls("prose"), JsonFold.text(file, "claim").orElse("")));
    }
}
