package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.notice.Alert;
import io.colony.engine.notice.NoticeJson;
import io.colony.engine.notice.Notices.Told;
import java.time.Instant;
import java.util.List;

/** What operators were told of besides issues that wait: warnings of budgets, findings of the Sentinel. */
public record AlertReport(List<Line> lines) {
    /** One notice, and what it tells of as that stands now. */
    public record Line(Told told, Alert alert) {}

    /** Newest first; empty where there was none. */
    public List<String> table() {
        if (lines.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("TOLD OF", "FOR", "BY", "AT", "WHAT");
        lines.forEach(line -> table.row(
                line.alert().kind(),
                String.join(" ", line.told().people()),
                line.told().channel(),
                when(line.told()),
                line.alert().words()));
        return table.lines();
    }

    private static String when(Told told) {
        String fails = told.error().map(error -> ", fails: " + error).orElse("");
        return switch (told.status()) {
            case "delivered" -> told.closedAt().map(Instant::toString).orElse("-");
            case "pending" -> "due " + told.dueAt() + fails;
            default -> told.status() + fails;
        };
    }

    /** The same, each with what the notice program gets. */
    public ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        lines.forEach(line -> {
            ObjectNode node =
                    NoticeReport.json(line.told()).put("type", line.alert().kind());
            line.told().people().forEach(node.putArray("people")::add);
            node.set(line.alert().kind(), NoticeJson.alert(line.alert()));
            array.add(node);
        });
        return array;
    }
}
