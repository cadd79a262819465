package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.web.exchange.JsonText;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;
import java.util.Optional;

/** Documents that runs wrote, none of which is sure to have the shape that it should have. */
final class JsonFold {
    private JsonFold() {}

    /** The document itself, behind a fold. */
    static Html raw(String id, JsonNode content, Show show) {
        return tag(
                "details",
                id(id),
                cls("fold raw"),
                tag("summary", show.say("As it was written (JSON)")),
                tag("pre", attribute("tabindex", "0"), cls("scroll"), JsonText.pretty(content)));
    }

    static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue()).filter(text -> !text.isBlank());
    }

    static List<JsonNode> list(JsonNode node, String field) {
        return node.path(field).valueStream().toList();
    }

    static Optional<Integer> number(JsonNode node, String field) {
        return node.path(field).isInt() ? Optional.of(node.path(field).asInt()) : Optional.empty();
    }

    /** Texts under a heading; nothing where there are none. */
    static Html texts(String heading, JsonNode node, String field, String kind, Show show) {
        List<JsonNode> items = list(node, field);
        return items.isEmpty()
                ? Html.EMPTY
                : Html.all(
                        tag("h3", show.say(heading)),
                        tag(
                                kind,
                                Html.each(
                                        items, item -> tag("li", item.isTextual() ? item.asText() : item.toString()))));
    }
}
