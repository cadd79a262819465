package io.colony.engine.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A context with every text in it normalised, each by itself, so that an unclosed comment in one hides nothing of the
 * next. In code, hidden characters are shown instead.
 */
final class CleanContext {
    private static final Set<String> CODE = Set.of("diff", "conflicts");

    private CleanContext() {}

    static JsonNode of(JsonNode context) {
        ObjectNode clean = JsonNodeFactory.instance.objectNode();
        context.properties()
                .forEach(field -> clean.set(field.getKey(), clean(field.getValue(), CODE.contains(field.getKey()))));
        return clean;
    }

    private static JsonNode clean(JsonNode node, boolean code) {
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(clean(node.textValue(), code));
        }
        if (node.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> items.add(clean(item, code)));
            return items;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> object.set(clean(field.getKey(), code), clean(field.getValue(), code)));
            return object;
        }
        return node;
    }

    private static String clean(String text, boolean code) {
        return code ? UntrustedText.reveal(text) : UntrustedText.normalise(text).text();
    }
}
