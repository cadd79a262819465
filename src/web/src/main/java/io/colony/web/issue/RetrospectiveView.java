package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ledger.Usd;
import io.colony.engine.status.ArtifactEntry;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;

/** What an ended issue left: what to do differently, what it cost and what of that brought nothing. */
final class RetrospectiveView {
    private static final String KIND = "retrospective";

    private final List<ArtifactEntry> artifacts;
    private final Show show;

    RetrospectiveView(List<ArtifactEntry> artifacts, Show show) {
        this.show = show;
        this.artifacts = artifacts;
    }

    /** Nothing as long as the issue has not ended. */
    Html render() {
        List<ArtifactEntry> all = artifacts.stream()
                .filter(artifact -> artifact.kind().equals(KIND))
                .toList();
        return all.isEmpty()
                ? Html.EMPTY
                : tag(
                        "section",
                        id("retrospective"),
                        tag("h2", show.say("Retrospective")),
                        Html.each(all.reversed(), this::one));
    }

    private Html one(ArtifactEntry artifact) {
        JsonNode content = artifact.content();
        JsonNode cost = content.path("cost");
        return tag(
                "div",
                cls("card"),
                tag(
                        "p",
                        "Generation ",
                        content.path("generation").asInt(),
                        ", ",
                        content.path("ended_as").asText(),
                        ". Made by rules from what happened; later issues on these files get the lessons."),
                tag(
                        "dl",
                        cls("facts"),
                        show.fact("Cost", money(cost.path("usd"))),
                        show.fact("Brought nothing", money(cost.path("wasted_usd"))),
                        show.fact(
                                "Attempts",
                                Html.all(content.path("tried").size()
                                        + content.path("attempts_left_out").asInt())),
                        show.fact("Files", files(content))),
                lessons(content.path("lessons")),
                shares(cost.path("shares")));
    }

    private Html files(JsonNode content) {
        int more = content.path("files_left_out").asInt();
        List<JsonNode> files = content.path("files").valueStream().limit(12).toList();
        int hidden = content.path("files").size() - files.size() + more;
        return files.isEmpty()
                ? show.none()
                : Html.all(
                        Html.each(files, file -> Html.all(tag("code", file.asText()), " ")),
                        hidden > 0 ? "and " + hidden + " more" : "");
    }

    private Html lessons(JsonNode lessons) {
        return lessons.isEmpty()
                ? tag("p", cls("empty"), show.say("It went well: there is nothing to do differently."))
                : tag("ul", cls("lessons"), Html.each(lessons.valueStream().toList(), this::lesson));
    }

    private Html lesson(JsonNode lesson) {
        int times = lesson.path("times").asInt();
        String quote = lesson.path("quote").asText();
        return tag(
                "li",
                lesson.path("advice").asText(),
                times > 1 ? " (" + times + " times)" : "",
                quote.isEmpty() ? "" : tag("span", cls("note"), tag("q", quote)));
    }

    private Html shares(JsonNode shares) {
        return show.table(
                "Cost by stage and role",
                List.of("Stage", "Role", "#Attempts", "#Cost", "#Brought nothing"),
                shares.valueStream().toList(),
                share -> tag(
                        "tr",
                        tag("th", attribute("scope", "row"), share.path("stage").asText()),
                        show.cell(share.path("role").asText()),
                        show.number(share.path("attempts").asInt()),
                        show.number(money(share.path("usd"))),
                        show.number(money(share.path("wasted_usd")))),
                show.say("Nothing was booked."));
    }

    private Html money(JsonNode usd) {
        return show.money(Usd.of(usd.asText("0")));
    }
}
