package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.log.VisibleLine;
import io.colony.engine.status.DispatchStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether work is handed out, and what became of what ran. */
public final class DispatchReport {
    private DispatchReport() {}

    /** For people. */
    public static List<String> lines(DispatchStanding standing) {
        if (standing.stop().isEmpty()) {
            return List.of("dispatch goes on: work is handed out");
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(standing.stop().get()));
        if (!standing.runs().isEmpty()) {
            TextTable table = new TextTable("ISSUE", "STAGE", "WORKER", "PROCESS GROUP", "WHAT BECAME OF IT");
            standing.runs().forEach(run -> table.row(run.issue(), run.stage(), run.worker(), groups(run), run.end()));
            lines.addAll(table.lines());
        }
        int living = standing.living().size();
        lines.add(
                living == 0
                        ? "nothing lives"
                        : living + " of " + standing.runs().size() + " live, or nobody can say that they do not");
        return lines;
    }

    /** Who has stopped it, since when, and why. */
    public static String line(DispatchStanding.Stop stop) {
        return "dispatch is stopped since " + stop.since() + " by " + VisibleLine.of(stop.by()) + ": "
                + VisibleLine.of(stop.reason());
    }

    /** The same for programs. */
    public static ObjectNode json(DispatchStanding standing) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("stopped", standing.stopped());
        standing.stop()
                .ifPresent(stop -> document.put("since", stop.since().toString())
                        .put("by", stop.by())
                        .put("reason", stop.reason()));
        ArrayNode runs = document.putArray("runs");
        standing.runs().forEach(run -> {
            ObjectNode entry = runs.addObject()
                    .put("run", run.id())
                    .put("issue", run.issue())
                    .put("stage", run.stage())
                    .put("worker", run.worker())
                    .put("end", run.end())
                    .put("lives", run.lives());
            run.groups().forEach(entry.putArray("process_groups")::add);
        });
        return document;
    }

    private static String groups(DispatchStanding.Run run) {
        return run.groups().isEmpty()
                ? "-"
                : run.groups().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
