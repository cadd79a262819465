package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ledger.CostReport;
import io.colony.engine.ledger.CostReport.StageCost;
import io.colony.runner.CostReader.IssueCost;
import java.util.ArrayList;
import java.util.List;

/** What one issue cost, stage by stage, and what the issues below it cost. */
public final class IssueCostReport {
    private final IssueCost cost;

    public IssueCostReport(IssueCost cost) {
        this.cost = cost;
    }

    /** A line per stage, the total, and the family where there is one. */
    public List<String> table() {
        TextTable table = new TextTable(
                "STAGE", "ROLE", "#RUNS", "#TOKENS IN", "#CACHE READ", "#CACHE WRITE", "#TOKENS OUT", "#COST");
        cost.stages()
                .forEach(stage -> table.row(
                        stage.stage(),
                        stage.role(),
                        Long.toString(stage.runs()),
                        Long.toString(stage.tokens().input()),
                        Long.toString(stage.tokens().cacheRead()),
                        Long.toString(stage.tokens().cacheWrite()),
                        Long.toString(stage.tokens().output()),
                        (stage.estimated() ? "~" : "") + stage.usd().exact()));
        table.row("total", "", "", "", "", "", "", mark() + cost.total().spent().exact());
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(cost.key() + ": " + cost.total().spent() + " spent and "
                + cost.total().reserved() + " reserved of " + cost.ceiling()
                + (estimated() ? "; ~ holds estimates" : "") + ".");
        if (!cost.family().descendants().isEmpty()) {
            lines.add("");
            lines.addAll(family());
        }
        return lines;
    }

    private List<String> family() {
        TextTable table = new TextTable("ISSUE", "#SPENT", "#RESERVED");
        row(table, cost.key() + " itself", cost.family().own());
        cost.family().descendants().forEach(member -> row(table, member.issue(), member.total()));
        row(table, "with all below it", cost.family().all());
        return table.lines();
    }

    private static void row(TextTable table, String name, CostReport.Total total) {
        table.row(name, total.spent().exact(), total.reserved().exact());
    }

    private boolean estimated() {
        return cost.stages().stream().anyMatch(StageCost::estimated);
    }

    private String mark() {
        return estimated() ? "~" : "";
    }

    /** The same; amounts as text. */
    public ObjectNode json() {
        ObjectNode document = total(cost.total())
                .put("issue", cost.key())
                .put("ceiling_usd", cost.ceiling().amount().toPlainString())
                .put("estimated", estimated());
        ArrayNode stages = document.putArray("stages");
        cost.stages()
                .forEach(stage -> stages.addObject()
                        .put("stage", stage.stage())
                        .put("role", stage.role())
                        .put("runs", stage.runs())
                        .put("input_tokens", stage.tokens().input())
                        .put("output_tokens", stage.tokens().output())
                        .put("cache_read_tokens", stage.tokens().cacheRead())
                        .put("cache_write_tokens", stage.tokens().cacheWrite())
                        .put("worker_seconds", stage.workerSeconds().toPlainString())
                        .put("cost_usd", stage.usd().amount().toPlainString())
                        .put("estimated", stage.estimated()));
        ArrayNode below = document.putArray("descendants");
        cost.family()
                .descendants()
                .forEach(member -> below.add(total(member.total()).put("issue", member.issue())));
        document.set("with_descendants", total(cost.family().all()));
        return document;
    }

    private static ObjectNode total(CostReport.Total total) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("cost_usd", total.spent().amount().toPlainString())
                .put("reserved_usd", total.reserved().amount().toPlainString());
    }
}
