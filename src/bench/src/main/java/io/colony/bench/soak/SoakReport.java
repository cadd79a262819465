package io.colony.bench.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param issues how many ended as what
 * @param runs how many agent runs ended how
 * @param wrong what must not be
 */
record SoakReport(
        List<Sample> samples,
        List<Trend> trends,
        List<TableGrowth> tables,
        Map<String, Long> issues,
        Map<String, Long> runs,
        Counts counts,
        List<String> wrong) {
    /** What was done. */
    record Counts(long filed, int kills, long pagesRead, long pagesRefused) {}

    boolean clean() {
        return wrong.isEmpty() && trends.stream().allMatch(Trend::held);
    }

    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("counts", counts);
        all.put("issues", issues);
        all.put("runs", runs);
        all.put("wrong", wrong);
        all.put(
                "trends",
                trends.stream()
                        .map(trend -> Map.of(
                                "curve", trend.curve().slug(),
                                "shape", trend.curve().shape().name().toLowerCase(Locale.ROOT),
                                "early", trend.early(),
                                "late", trend.late(),
                                "held", trend.held()))
                        .toList());
        all.put("tables", tables);
        all.put("samples", samples.stream().map(Sample::row).toList());
        return all;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(counts.filed() + " issues were filed, " + counts.kills() + " times a program was killed, "
                + counts.pagesRead() + " pages and events were read (" + counts.pagesRefused() + " refused).");
        lines.add("Issues: " + issues);
        lines.add("Runs: " + runs);
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-20s %-9s %14s %14s", "CURVE", "SHAPE", "EARLY", "LATE"));
        for (Trend trend : trends) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s %-9s %14.1f %14.1f%s",
                    trend.curve().slug(),
                    trend.curve().shape().name().toLowerCase(Locale.ROOT),
                    trend.early(),
                    trend.late(),
                    trend.held() ? "" : "   NOT HELD"));
        }
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-30s %14s %14s", "TABLE, KB AN ISSUE", "EARLY", "LATE"));
        for (TableGrowth table : tables) {
            lines.add(String.format(Locale.ROOT, "%-30s %14.1f %14.1f", table.table(), table.early(), table.late()));
        }
        lines.add("");
        wrong.forEach(each -> lines.add("WRONG: " + each));
        lines.add(clean() ? "All of it held." : "Something did not hold.");
        return String.join(System.lineSeparator(), lines);
    }
}
