package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import io.colony.engine.gate.TestRun;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The form in which the store keeps the tests of a base commit. */
final class StoredTests {
    private StoredTests() {}

    static JsonNode json(TestRun run) {
        ObjectNode json = Json.object();
        json.set("passed", Json.of(sorted(run.passed())));
        json.set("failed", Json.of(sorted(run.failed())));
        json.set("skipped", Json.of(sorted(run.skipped())));
        return json;
    }

    static TestRun read(JsonNode json) {
        return new TestRun(
                Set.copyOf(texts(json.path("passed"))),
                Set.copyOf(texts(json.path("failed"))),
                Set.copyOf(texts(json.path("skipped"))));
    }

    /** The texts of a list. */
    static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static List<String> sorted(Collection<String> tests) {
        return tests.stream().sorted().toList();
    }
}
