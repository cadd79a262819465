package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ledger.CostBreakdown;
import io.colony.engine.ledger.CostFigures;
import io.colony.engine.ledger.CsvLine;
import io.colony.engine.ledger.Usd;
import io.colony.runner.CostReader.Breakdown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A breakdown of cost as a table, as JSON and as CSV. What holds an estimate is marked with a tilde. */
public final class CostTables {
    private final Breakdown breakdown;

    public CostTables(Breakdown breakdown) {
        this.breakdown = breakdown;
    }

    /** A line per part, the total, and what a merged change cost. */
    public List<String> table() {
        TextTable table = new TextTable(
                breakdown.dimension().name().toUpperCase(Locale.ROOT).replace('_', ' '),
                "#RUNS",
                "#TURNS",
                "#TOKENS IN",
                "#CACHE READ",
                "#CACHE WRITE",
                "#TOKENS OUT",
                "#WORKER S",
                "#COST",
                "#SHARE");
        breakdown.slices().forEach(slice -> row(table, name(slice), slice.figures()));
        row(table, "total", breakdown.total());
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(breakdown.from() + " to " + breakdown.to() + " (UTC)"
                + breakdown.repository().map(slug -> ", " + slug).orElse("") + "; " + perMerge());
        if (breakdown.total().isEstimated()) {
            lines.add("~ holds estimates: " + breakdown.total().estimated().exact() + " of the total, in "
                    + breakdown.total().estimates() + " runs.");
        }
        return lines;
    }

    private String perMerge() {
        CostBreakdown.Merged merged = breakdown.merged();
        return merged.each()
                .map(each -> merged.issues() + " merged at " + each.cents() + " each, "
                        + breakdown.total().usd().dividedBy(merged.issues()).cents() + " with all that was not merged")
                .orElse("nothing was merged");
    }

    private void row(TextTable table, String name, CostFigures figures) {
        table.row(
                name,
                Long.toString(figures.runs()),
                Long.toString(figures.turns()),
                Long.toString(figures.tokens().input()),
                Long.toString(figures.tokens().cacheRead()),
                Long.toString(figures.tokens().cacheWrite()),
                Long.toString(figures.tokens().output()),
                figures.workerSeconds().setScale(0, RoundingMode.HALF_UP).toPlainString(),
                marked(figures),
                share(figures).toPlainString() + " %");
    }

    static String marked(CostFigures figures) {
        return (figures.isEstimated() ? "~" : "") + figures.usd().exact();
    }

    private static String name(CostBreakdown.Slice slice) {
        return slice.name().isEmpty() ? "(not stated)" : slice.name();
    }

    /** In percent, with one decimal. */
    private BigDecimal share(CostFigures figures) {
        Usd total = breakdown.total().usd();
        return total.equals(Usd.ZERO)
                ? BigDecimal.ZERO.setScale(1)
                : figures.usd().amount().movePointRight(2).divide(total.amount(), 1, RoundingMode.HALF_UP);
    }

    /** The same; amounts as text. */
    public ObjectNode json() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("by", breakdown.dimension().slug())
                .put("from", breakdown.from().toString())
                .put("to", breakdown.to().toString())
                .put("repository", breakdown.repository().orElse(null));
        breakdown
                .slices()
                .forEach(slice -> document.withArray("slices")
                        .add(figures(slice.figures())
                                .put("name", slice.name())
                                .put("share_percent", share(slice.figures()).toPlainString())));
        document.withArray("slices");
        document.set("total", figures(breakdown.total()));
        document.putObject("merged")
                .put("issues", breakdown.merged().issues())
                .put("usd", breakdown.merged().usd().amount().toPlainString())
                .put(
                        "usd_each",
                        breakdown
                                .merged()
                                .each()
                                .map(each -> each.amount().toPlainString())
                                .orElse(null));
        return document;
    }

    static ObjectNode figures(CostFigures figures) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("runs", figures.runs())
                .put("events", figures.events())
                .put("turns", figures.turns())
                .put("input_tokens", figures.tokens().input())
                .put("output_tokens", figures.tokens().output())
                .put("cache_read_tokens", figures.tokens().cacheRead())
                .put("cache_write_tokens", figures.tokens().cacheWrite())
                .put("cache_write_1h_tokens", figures.tokens().cacheWrite1h())
                .put("worker_seconds", figures.workerSeconds().toPlainString())
                .put("cost_usd", figures.usd().amount().toPlainString())
                .put("estimated_usd", figures.estimated().amount().toPlainString())
                .put("estimated", figures.isEstimated());
    }

    /** The same for a spreadsheet: one line per part. */
    public String csv() {
        StringBuilder csv = new StringBuilder(CsvLine.of(List.of(
                breakdown.dimension().slug().replace('-', '_'),
                "runs",
                "events",
                "turns",
                "input_tokens",
                "output_tokens",
                "cache_read_tokens",
                "cache_write_tokens",
                "cache_write_1h_tokens",
                "worker_seconds",
                "cost_usd",
                "estimated_usd")));
        breakdown.slices().forEach(slice -> csv.append(CsvLine.of(cells(slice))));
        return csv.toString();
    }

    private static List<String> cells(CostBreakdown.Slice slice) {
        CostFigures figures = slice.figures();
        return List.of(
                CsvLine.text(slice.name()),
                Long.toString(figures.runs()),
                Long.toString(figures.events()),
                Long.toString(figures.turns()),
                Long.toString(figures.tokens().input()),
                Long.toString(figures.tokens().output()),
                Long.toString(figures.tokens().cacheRead()),
                Long.toString(figures.tokens().cacheWrite()),
                Long.toString(figures.tokens().cacheWrite1h()),
                figures.workerSeconds().toPlainString(),
                figures.usd().amount().toPlainString(),
                figures.estimated().amount().toPlainString());
    }
}
