package io.colony.testkit.github.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.colony.testkit.github.world.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer; a missing body is none at all. */
public record Answer(int status, JsonNode body, Map<String, String> headers) {
    static Answer ok(Object body) {
        return new Answer(200, Fields.json(body), Map.of());
    }

    static Answer created(Object body) {
        return new Answer(201, Fields.json(body), Map.of());
    }

    static Answer of(int status, Object body) {
        return new Answer(status, Fields.json(body), Map.of());
    }

    static Answer none() {
        return new Answer(204, MissingNode.getInstance(), Map.of());
    }

    /** As GitHub words a refusal. */
    public static Answer refused(Refusal refusal) {
        Fields body = Fields.of("message", refusal.getMessage());
        if (!refusal.errors().isEmpty()) {
            body.with("errors", refusal.errors());
        }
        body.with("documentation_url", "https://docs.github.com/rest")
                .with("status", Integer.toString(refusal.status()));
        return new Answer(refusal.status(), body.node(), Map.of());
    }

    /** The same with further headers. */
    public Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, body, all);
    }

    public Answer with(String header, String value) {
        return with(Map.of(header, value));
    }
}
