package io.colony.runner.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ledger.Usd;
import io.colony.engine.log.VisibleLine;
import io.colony.engine.retrospective.Retrospectives.Entry;
import java.util.ArrayList;
import java.util.List;

/** Retrospectives for people and for scripts. What agents and issues said is shown without anything a terminal obeys. */
public final class RetrospectiveReport {
    private RetrospectiveReport() {}

    /** One line each. */
    public static List<String> table(List<Entry> entries) {
        TextTable table =
                new TextTable("ISSUE", "ENDED", "AS", "#ATTEMPTS", "#COST", "#WASTED", "#LESSONS", "#FILES", "");
        entries.forEach(entry -> {
            JsonNode content = entry.content();
            table.row(
                    entry.issue().toString(),
                    entry.endedAt().toString(),
                    content.path("ended_as").asText(),
                    Integer.toString(content.path("tried").size()
                            + content.path("attempts_left_out").asInt()),
                    usd(content.path("cost"), "usd"),
                    usd(content.path("cost"), "wasted_usd"),
                    Integer.toString(content.path("lessons").size()),
                    Integer.toString(content.path("files").size()
                            + content.path("files_left_out").asInt()),
                    entry.withheld().isPresent() ? "withheld" : "");
        });
        return table.lines();
    }

    /** One in full. */
    public static List<String> lines(Entry entry) {
        JsonNode content = entry.content();
        List<String> lines = new ArrayList<>();
        lines.add("Retrospective of generation " + entry.generation() + ", "
                + content.path("ended_as").asText() + " at " + entry.endedAt());
        entry.withheld().ifPresent(by -> lines.add("withheld from other issues by " + VisibleLine.of(by)));
        lines.add("cost     " + usd(content.path("cost"), "usd") + ", of which "
                + usd(content.path("cost"), "wasted_usd") + " brought nothing"
                + (content.path("cost").path("estimated").asBoolean() ? " (partly estimated)" : ""));
        lines.add("files    "
                + VisibleLine.of(String.join(
                        ", ",
                        content.path("files")
                                .valueStream()
                                .map(JsonNode::asText)
                                .toList())));
        content.path("lessons").forEach(lesson -> lines.add("lesson   " + VisibleLine.of(lesson(lesson))));
        return lines;
    }

    private static String lesson(JsonNode lesson) {
        String quote = lesson.path("quote").asText();
        int times = lesson.path("times").asInt();
        return lesson.path("advice").asText()
                + (times > 1 ? " (" + times + " times)" : "")
                + (quote.isEmpty() ? "" : " \"" + quote + "\"");
    }

    /** The artefacts, each with what an operator decided about it. */
    public static ArrayNode json(List<Entry> entries) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        entries.forEach(entry -> {
            ObjectNode content = entry.content().deepCopy();
            content.put("withheld", entry.withheld().orElse(null));
            array.add(content);
        });
        return array;
    }

    private static String usd(JsonNode cost, String field) {
        return Usd.of(cost.path(field).asText("0")).exact();
    }
}
