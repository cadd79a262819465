package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.issue.WorkflowMigration.Migrated;
import io.colony.engine.issue.WorkflowMigration.Result;
import java.util.ArrayList;
import java.util.List;

/** What a migration did, or would do. */
public final class MigrationReport {
    private final List<Migrated> migrated;
    private final boolean dryRun;

    public MigrationReport(List<Migrated> migrated, boolean dryRun) {
        this.migrated = List.copyOf(migrated);
        this.dryRun = dryRun;
    }

    /** For people: one line an issue, and how many of each. */
    public List<String> lines() {
        TextTable table = new TextTable("ISSUE", "WAS IN", "STATE", "RESULT");
        migrated.forEach(each -> table.row(
                each.issue().toString(), each.was().toString(), each.from().slug(), words(each.result())));
        List<String> lines = new ArrayList<>(migrated.isEmpty() ? List.of() : table.lines());
        lines.add((dryRun ? "Would move " : "Moved ") + count(Result.Moved.class) + ", left " + count(Result.Left.class)
                + ", there already " + count(Result.There.class) + ".");
        return lines;
    }

    private String words(Result result) {
        return switch (result) {
            case Result.Moved moved -> (dryRun ? "would move to " : "moved to ") + moved.to();
            case Result.There there -> "there already";
            case Result.Left left -> "left: " + left.why();
        };
    }

    private long count(Class<? extends Result> kind) {
        return migrated.stream().filter(each -> kind.isInstance(each.result())).count();
    }

    /** For scripts. */
    public ArrayNode json() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        migrated.forEach(each -> {
            ObjectNode entry = list.addObject()
                    .put("issue", each.issue().toString())
                    .put("was", each.was().toString())
                    .put("from", each.from().slug());
            switch (each.result()) {
                case Result.Moved moved ->
                    entry.put("result", dryRun ? "would-move" : "moved")
                            .put("to", moved.to().slug());
                case Result.There there -> entry.put("result", "there");
                case Result.Left left -> entry.put("result", "left").put("why", left.why());
            }
        });
        return list;
    }
}
