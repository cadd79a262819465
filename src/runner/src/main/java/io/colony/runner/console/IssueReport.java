package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ledger.Usd;
import io.colony.runner.IssueHistory;
import io.colony.runner.IssueView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/** What came of some issues, as a table and as JSON. */
public record IssueReport(List<IssueView> issues, Duration duration) {
    private static final int SHORT_SHA = 10;

    /** Issue, path, attempts, cost, commit; then a line with the sums. */
    public List<String> table() {
        TextTable table = new TextTable("ISSUE", "#ATTEMPTS", "#COST", "COMMIT", "PATH");
        issues.forEach(issue -> table.row(
                issue.key(),
                Integer.toString(issue.attempts()),
                issue.costUsd().exact(),
                issue.mergeCommit().map(IssueReport::shortSha).orElse("-"),
                String.join("\u2192", issue.path())));
        table.row(
                merged() + " of " + issues.size() + " merged",
                Integer.toString(attempts()),
                cost().exact(),
                "",
                "in " + seconds() + " s");
        return table.lines();
    }

    /** The documented shape: {@code issues[]} and {@code totals}. */
    public ObjectNode json() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode array = document.putArray("issues");
        issues.forEach(issue -> array.add(json(issue)));
        document.putObject("totals")
                .put("issues", issues.size())
                .put("merged", merged())
                .put("attempts", attempts())
                .put("cost_usd", cost().amount().toPlainString())
                .put("seconds", seconds());
        return document;
    }

    /** One issue. */
    public static ObjectNode json(IssueView issue) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("key", issue.key())
                .put("title", issue.title())
                .put("state", issue.state());
        ArrayNode path = node.putArray("path");
        issue.path().forEach(path::add);
        node.put("attempts", issue.attempts())
                .put("cost_usd", issue.costUsd().amount().toPlainString());
        issue.mergeCommit().ifPresentOrElse(sha -> node.put("merge_commit", sha), () -> node.putNull("merge_commit"));
        issue.waitingFor().ifPresent(what -> node.put("waiting_for", what));
        return node;
    }

    /** One issue with {@code runs[]} and {@code transitions[]}. */
    public static ObjectNode json(IssueHistory history) {
        ObjectNode node = json(history.issue());
        new CostStatement(history).addTo(node);
        SurvivalReport.addTo(node, history.merges());
        ArrayNode transitions = node.putArray("transitions");
        history.transitions()
                .forEach(each -> transitions
                        .addObject()
                        .put("id", each.id())
                        .put("at", each.at().toString())
                        .put("from", each.from().isEmpty() ? null : each.from())
                        .put("to", each.to())
                        .put("outcome", each.outcome())
                        .put("actor", each.actor())
                        .put("reason", each.reason()));
        return node;
    }

    public boolean allMerged() {
        return merged() == issues.size();
    }

    private int merged() {
        return (int) issues.stream().filter(IssueView::merged).count();
    }

    private int attempts() {
        return issues.stream().mapToInt(IssueView::attempts).sum();
    }

    private Usd cost() {
        return issues.stream().map(IssueView::costUsd).reduce(Usd.ZERO, Usd::plus);
    }

    private BigDecimal seconds() {
        return BigDecimal.valueOf(duration.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
    }

    private static String shortSha(String sha) {
        return sha.length() > SHORT_SHA ? sha.substring(0, SHORT_SHA) : sha;
    }
}
