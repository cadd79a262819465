package io.colony.bench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Answers a rebase's conflicts by the text that history came to: the shortest run of its lines that has both sides. A
 * conflict without one is left to a person.
 */
final class Resolution {
    private final Scene scene;
    private final Pick pick;

    Resolution(Scene scene, Pick pick) {
        this.scene = scene;
        this.pick = pick;
    }

    ObjectNode of(JsonNode context) {
        ObjectNode document = Json.object();
        ArrayNode resolutions = document.putArray("resolutions");
        TreeSet<Integer> with = new TreeSet<>(scene.merged());
        with.add(pick.number());
        Optional<String> tree = scene.expectation().tree(with);
        for (JsonNode conflict : context.path("conflicts")) {
            tree.flatMap(real -> lines(real, conflict)).ifPresent(lines -> {
                ObjectNode resolution = resolutions
                        .addObject()
                        .put("index", conflict.path("index").asInt());
                ArrayNode texts = resolution.putArray("lines");
                lines.forEach(texts::add);
                resolution.put("confidence", 0.95).put("reason", "As history has it.");
            });
        }
        return document;
    }

    private Optional<List<String>> lines(String tree, JsonNode conflict) {
        String path = conflict.path("path").asText();
        String found = ChangeJudge.files(scene.source(), tree).get(path);
        if (found == null) {
            return Optional.empty();
        }
        List<String> real = new Blobs(scene.source())
                .readText(found.split(" ", -1)[2])
                .lines()
                .toList();
        return shortest(real, texts(conflict.path("ours")), texts(conflict.path("theirs")));
    }

    private static List<String> texts(JsonNode lines) {
        return lines.valueStream().map(JsonNode::asText).toList();
    }

    /** The shortest run of lines that has all of both, each in its order. */
    static Optional<List<String>> shortest(List<String> lines, List<String> first, List<String> second) {
        Optional<List<String>> best = Optional.empty();
        for (int from = 0; from < lines.size(); from++) {
            int to = Math.max(end(lines, from, first), end(lines, from, second));
            if (to >= 0
                    && end(lines, from, first) >= 0
                    && end(lines, from, second) >= 0
                    && (best.isEmpty() || to - from < best.get().size())) {
                best = Optional.of(new ArrayList<>(lines.subList(from, to)));
            }
        }
        return best;
    }

    /** Behind the last of the wanted lines, when they are looked for from there; -1 where they are not all there. */
    private static int end(List<String> lines, int from, List<String> wanted) {
        int found = 0;
        int at = from;
        while (at < lines.size() && found < wanted.size()) {
            if (lines.get(at).equals(wanted.get(found))) {
                found++;
            }
            at++;
        }
        return found == wanted.size() ? at : -1;
    }
}
