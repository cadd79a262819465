package io.colony.testkit.github.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds a JSON object field by field; an empty {@link Optional} becomes {@code null}. */
final class Fields {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode node = JSON.objectNode();

    static Fields of(String name, @Nullable Object value) {
        return new Fields().with(name, value);
    }

    Fields with(String name, @Nullable Object value) {
        node.set(name, json(value));
        return this;
    }

    Fields all(Fields others) {
        node.setAll(others.node);
        return this;
    }

    /** Only where there is one. */
    Fields maybe(String name, Optional<?> value) {
        value.ifPresent(there -> with(name, there));
        return this;
    }

    ObjectNode node() {
        return node;
    }

    static JsonNode json(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case JsonNode ready -> ready;
            case Fields fields -> fields.node;
            case String text -> JSON.textNode(text);
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Instant at -> JSON.textNode(at.toString());
            case Optional<?> maybe -> json(maybe.orElse(null));
            case Map<?, ?> map -> {
                Fields fields = new Fields();
                map.forEach((name, each) -> fields.with(String.valueOf(name), each));
                yield fields.node;
            }
            case Collection<?> many -> {
                ArrayNode array = JSON.arrayNode();
                many.forEach(each -> array.add(json(each)));
                yield array;
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }
}
