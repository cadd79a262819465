package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import io.colony.engine.issue.Issue;
import io.colony.engine.projection.Quotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An epic's parts, in an order in which each comes after those that it depends on. Stored before the first of them is
 * filed, so that a crash in between goes on with the same ones.
 *
 * @param generation of the epic
 * @param snapshot the SHA-256 of the text that was split
 */
record Decomposition(int generation, String snapshot, List<Part> parts) {
    static final String KIND = "decomposition";

    /**
     * One part.
     *
     * @param number from 1, in the order of filing
     * @param dependsOn numbers of other parts, all smaller
     */
    record Part(int number, String title, String description, List<String> criteria, List<Integer> dependsOn) {}

    /** What came of reading an Architect's document. */
    sealed interface Read {
        record Split(Decomposition decomposition) implements Read {}

        /** It matches the schema and still makes no sense. */
        record Nonsense(String why) implements Read {}
    }

    static Read read(ClaimedTask claim, JsonNode document) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        for (JsonNode part : document.path("parts")) {
            if (byId.put(part.path("id").asText(), part) != null) {
                return new Read.Nonsense(
                        "two parts are called '" + part.path("id").asText() + "'");
            }
        }
        if (byId.size() < 2) {
            return new Read.Nonsense("it is 'decomposed' into " + byId.size() + " parts; one alone is 'single'");
        }
        Optional<String> unknown = byId.values().stream()
                .flatMap(part -> part.path("depends_on").valueStream())
                .map(JsonNode::asText)
                .filter(id -> !byId.containsKey(id))
                .findFirst();
        if (unknown.isPresent()) {
            return new Read.Nonsense("a part depends on '" + unknown.get() + "', which is none of the parts");
        }
        Set<String> ordered = new LinkedHashSet<>();
        for (String id : byId.keySet()) {
            List<String> circle = visit(id, byId, ordered, new ArrayList<>());
            if (!circle.isEmpty()) {
                return new Read.Nonsense("the parts wait for one another in a circle: " + String.join(" -> ", circle));
            }
        }
        return new Read.Split(new Decomposition(
                claim.issue().generation(), claim.snapshot().sha256(), parts(List.copyOf(ordered), byId)));
    }

    /** Adds a part after those that it depends on; the circle that prevents that, or nothing. */
    private static List<String> visit(String id, Map<String, JsonNode> byId, Set<String> ordered, List<String> path) {
        if (ordered.contains(id)) {
            return List.of();
        }
        List<String> way = new ArrayList<>(path);
        way.add(id);
        if (path.contains(id)) {
            return way.subList(way.indexOf(id), way.size());
        }
        for (JsonNode first : Optional.ofNullable(byId.get(id)).orElseThrow().path("depends_on")) {
            List<String> circle = visit(first.asText(), byId, ordered, way);
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        ordered.add(id);
        return List.of();
    }

    private static List<Part> parts(List<String> ordered, Map<String, JsonNode> byId) {
        List<Part> parts = new ArrayList<>();
        for (String id : ordered) {
            JsonNode part = Optional.ofNullable(byId.get(id)).orElseThrow();
            parts.add(new Part(
                    parts.size() + 1,
                    Quotation.line(part.path("title").asText()),
                    part.path("description").asText(),
                    texts(part.path("acceptance_criteria")),
                    part.path("depends_on")
                            .valueStream()
                            .map(first -> ordered.indexOf(first.asText()) + 1)
                            .sorted()
                            .toList()));
        }
        return parts;
    }

    JsonNode json() {
        ObjectNode json = Json.object().put("generation", generation).put("snapshot", snapshot);
        json.set("parts", Json.of(parts));
        return json;
    }

    /** The stored one, where it is of this generation of the epic. */
    static Optional<Decomposition> stored(Issue epic, Optional<JsonNode> artifact) {
        return artifact.map(json -> new Decomposition(
                        json.path("generation").asInt(),
                        json.path("snapshot").asText(),
                        json.path("parts")
                                .valueStream()
                                .map(Decomposition::part)
                                .toList()))
                .filter(found -> found.generation() == epic.generation());
    }

    private static Part part(JsonNode json) {
        return new Part(
                json.path("number").asInt(),
                json.path("title").asText(),
                json.path("description").asText(),
                texts(json.path("criteria")),
                json.path("dependsOn").valueStream().map(JsonNode::asInt).toList());
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    /** What names a part in the store for ever. */
    String source(Part part) {
        return "plan-" + generation + "/" + part.number();
    }

    /** What names a part on the code host for ever: a line of its text. */
    String marker(Issue epic, Part part) {
        String hash = Json.sha256(epic.key() + "/" + epic.createdAt() + "/" + source(part));
        return "colony-part: " + hash.substring(0, 24);
    }
}
