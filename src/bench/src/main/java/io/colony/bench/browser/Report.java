package io.colony.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a crowd of readers has seen, as it goes from their process to the one that drives them.
 *
 * @param ready readers who have their page and hear of changes
 * @param problems in words; none where all is well
 * @param views per page the tags that its readers have last seen, and how many have each
 * @param sightings of the readers of the watched page, one entry each
 */
public record Report(
        int ready,
        Counts counts,
        List<String> problems,
        Map<String, Map<String, Integer>> views,
        List<Sighting> sightings) {

    /**
     * Since they were last cleared.
     *
     * @param pages that were sent in full
     * @param unchanged that were answered with 304
     * @param bytes of the pages as they were sent
     */
    public record Counts(long signals, long pages, long unchanged, long bytes) {}

    /**
     * What one reader of the watched page saw. Times are microseconds of the machine's clock.
     *
     * @param signals when each came
     * @param shown when the page showed each of the marks, by their numbers
     */
    public record Sighting(List<Long> signals, Map<Integer, Long> shown) {
        public Sighting {
            signals = List.copyOf(signals);
            shown = Map.copyOf(shown);
        }
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("ready", ready)
                .put("signals", counts.signals())
                .put("pages", counts.pages())
                .put("unchanged", counts.unchanged())
                .put("bytes", counts.bytes());
        json.set("problems", Json.of(problems));
        json.set("views", Json.of(views));
        var list = json.putArray("sightings");
        for (Sighting sighting : sightings) {
            ObjectNode each = list.addObject();
            each.set("signals", Json.of(sighting.signals()));
            each.set("shown", Json.of(sighting.shown()));
        }
        return json;
    }

    /** Of what {@link #json} wrote. */
    public static Report of(JsonNode json) {
        List<String> problems = new ArrayList<>();
        json.path("problems").forEach(problem -> problems.add(problem.asText()));
        Map<String, Map<String, Integer>> views = new TreeMap<>();
        json.path("views").properties().forEach(page -> {
            Map<String, Integer> tags = new TreeMap<>();
            page.getValue()
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asInt()));
            views.put(page.getKey(), tags);
        });
        List<Sighting> sightings = new ArrayList<>();
        json.path("sightings").forEach(sighting -> sightings.add(sighting(sighting)));
        return new Report(
                json.path("ready").asInt(),
                new Counts(
                        json.path("signals").asLong(),
                        json.path("pages").asLong(),
                        json.path("unchanged").asLong(),
                        json.path("bytes").asLong()),
                problems,
                views,
                sightings);
    }

    private static Sighting sighting(JsonNode json) {
        List<Long> signals = new ArrayList<>();
        json.path("signals").forEach(signal -> signals.add(signal.asLong()));
        Map<Integer, Long> shown = new TreeMap<>();
        json.path("shown")
                .properties()
                .forEach(mark -> shown.put(
                        Integer.valueOf(mark.getKey()), mark.getValue().asLong()));
        return new Sighting(signals, shown);
    }
}
