package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ledger.Usd;
import io.colony.runner.IssueHistory;
import io.colony.runner.RunView;
import java.util.List;

/** What each run of an issue cost. The total is the issue's cost, to the micro-dollar. */
public final class CostStatement {
    private final IssueHistory history;

    public CostStatement(IssueHistory history) {
        this.history = history;
    }

    /** A line per run, then the total. */
    public List<String> table() {
        TextTable table = new TextTable(
                "STAGE", "#ATTEMPT", "OUTCOME", "AGENT", "#TURNS", "#TOKENS IN", "#TOKENS OUT", "#COST", "NOTE");
        Usd earlier = earlier();
        if (earlier.compareTo(Usd.ZERO) != 0) {
            table.row("earlier runs", "", "", "", "", "", "", earlier.exact(), "too many to show");
        }
        history.runs().forEach(run -> row(table, run));
        return table.row(
                        "total",
                        "",
                        "",
                        "",
                        Integer.toString(
                                history.runs().stream().mapToInt(RunView::turns).sum()),
                        Long.toString(history.runs().stream()
                                .mapToLong(RunView::inputTokens)
                                .sum()),
                        Long.toString(history.runs().stream()
                                .mapToLong(RunView::outputTokens)
                                .sum()),
                        (estimated() ? "~" : "") + history.issue().costUsd().exact(),
                        estimated() ? "with estimates (~)" : "")
                .lines();
    }

    private static void row(TextTable table, RunView run) {
        table.row(
                run.stage(),
                Integer.toString(run.attempt()),
                run.result(),
                run.agent().isEmpty() ? "-" : run.agent(),
                Integer.toString(run.turns()),
                Long.toString(run.inputTokens()),
                Long.toString(run.outputTokens()),
                (run.estimated() ? "~" : "") + run.costUsd().exact(),
                run.note());
    }

    private boolean estimated() {
        return history.runs().stream().anyMatch(RunView::estimated);
    }

    /** What was booked on runs that are not listed. */
    private Usd earlier() {
        Usd listed = history.runs().stream().map(RunView::costUsd).reduce(Usd.ZERO, Usd::plus);
        return history.issue().costUsd().minus(listed);
    }

    /** Adds {@code runs[]}, and whether the total holds an estimate, to the issue's JSON. */
    public void addTo(ObjectNode issue) {
        issue.put("estimated", estimated());
        ArrayNode runs = issue.putArray("runs");
        history.runs().forEach(run -> {
            ObjectNode node = runs.addObject()
                    .put("id", run.id())
                    .put("stage", run.stage())
                    .put("attempt", run.attempt())
                    .put("outcome", run.result())
                    .put("agent", run.backEnd().orElse(null))
                    .put("model", run.model().orElse(null))
                    .put("turns", run.turns())
                    .put("input_tokens", run.inputTokens())
                    .put("output_tokens", run.outputTokens())
                    .put("cost_usd", run.costUsd().amount().toPlainString())
                    .put("estimated", run.estimated());
            if (run.estimated()) {
                node.put("note", run.note());
            }
        });
    }
}
