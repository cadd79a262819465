package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.status.ArtifactEntry;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;

/** What runs left, to be read: plans as lists, failures as sentences. */
public final class ArtifactsView {
    private static final int NEWEST = 40;

    private final List<ArtifactEntry> artifacts;
    private final String address;
    private final Show show;

    /** @param address of the issue's page */
    public ArtifactsView(List<ArtifactEntry> artifacts, String address, Show show) {
        this.artifacts = artifacts.reversed();
        this.address = address;
        this.show = show;
    }

    public Html render() {
        return tag(
                "section",
                id("artifacts"),
                tag("h2", show.say("Artefacts")),
                artifacts.isEmpty()
                        ? tag("p", cls("empty"), show.say("No run has left anything yet."))
                        : Html.each(artifacts.stream().limit(NEWEST).toList(), this::artifact),
                artifacts.size() > NEWEST
                        ? tag(
                                "p",
                                cls("more"),
                                show.say(
                                        "{0} earlier ones stand on the pages of their runs.",
                                        artifacts.size() - NEWEST))
                        : "");
    }

    private Html artifact(ArtifactEntry artifact) {
        JsonNode content = artifact.content();
        return tag(
                "details",
                id("artifact-" + artifact.id()),
                cls("card"),
                tag(
                        "summary",
                        tag("b", show.say(artifact.kind())),
                        tag("span", cls("gist"), gist(content)),
                        tag(
                                "span",
                                cls("when"),
                                show.say("run {0}, {1}", Long.toString(artifact.runId()), show.time(artifact.at())))),
                readable(artifact.kind(), content),
                JsonFold.raw("artifact-json-" + artifact.id(), content, show),
                tag(
                        "p",
                        cls("more"),
                        tag(
                                "a",
                                href(address + "/runs/" + artifact.runId()),
                                show.say("To run {0}", Long.toString(artifact.runId())))),
                tag("p", cls("more"), show.say("SHA-256 {0}", HostLinks.copied(artifact.sha256()))));
    }

    private static String gist(JsonNode content) {
        return JsonFold.text(content, "summary")
                .or(() -> JsonFold.text(content, "reason"))
                .orElse("");
    }

    private Html readable(String kind, JsonNode content) {
        if (content.isArray()) {
            return content.isEmpty()
                    ? tag("p", cls("more"), show.say("No findings."))
                    : tag("ul", Html.each(content.valueStream().toList(), ArtifactsView::line));
        }
        return switch (kind) {
            case "plan", "decomposition" ->
                Html.all(
                        JsonFold.texts("Steps", content, "plan", "ol", show),
                        parts(content),
                        JsonFold.texts("Acceptance criteria", content, "acceptance_criteria", "ul", show),
                        JsonFold.texts("Questions", content, "questions", "ul", show));
            case "development" ->
                Html.all(claims(content), JsonFold.texts("Questions", content, "questions", "ul", show));
            case "failure" -> failure(content);
            default -> Html.EMPTY;
        };
    }

    private static Html line(JsonNode item) {
        return tag(
                "li",
                cls("lines"),
                item.isTextual() ? item.asText() : item.path("message").asText(item.toString()));
    }

    private Html parts(JsonNode content) {
        List<JsonNode> parts = JsonFold.list(content, "parts");
        return parts.isEmpty()
                ? Html.EMPTY
                : Html.all(
                        tag("h3", show.say("Parts")),
                        tag(
                                "ol",
                                Html.each(
                                        parts,
                                        part -> tag(
                                                "li",
                                                JsonFold.text(part, "title").orElse("?")))));
    }

    private Html claims(JsonNode content) {
        List<JsonNode> claims = JsonFold.list(content, "claims");
        return claims.isEmpty()
                ? Html.EMPTY
                : Html.all(
                        tag("h3", show.say("Claims")),
                        tag(
                                "ul",
                                Html.each(
                                        claims,
                                        claim -> tag(
                                                "li",
                                                JsonFold.text(claim, "claim").orElse("?"),
                                                " ",
                                                Html.each(
                                                        JsonFold.list(claim, "files"),
                                                        file -> Html.all(
                                                                tag(
                                                                        "code",
                                                                        JsonFold.text(file, "path")
                                                                                .orElse("?")),
                                                                " "))))));
    }

    private Html failure(JsonNode content) {
        return tag(
                "dl",
                cls("facts"),
                Html.each(
                        content.propertyStream().toList(),
                        field -> tag(
                                "div",
                                tag(
                                        "dt",
                                        attribute("lang", "en"),
                                        field.getKey().replace('_', ' ')),
                                tag(
                                        "dd",
                                        cls("lines"),
                                        field.getValue().isValueNode()
                                                ? field.getValue().asText()
                                                : field.getValue().toString()))));
    }
}
