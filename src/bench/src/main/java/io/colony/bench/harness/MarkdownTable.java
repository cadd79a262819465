package io.colony.bench.harness;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run as Markdown: the goals first, then every contender's median. */
public final class MarkdownTable {
    private MarkdownTable() {}

    /** The whole text. */
    public static String of(String machine, List<GoalResult> goals, List<Reading> readings) {
        StringBuilder text = new StringBuilder(machine).append("\n\n");
        text.append("| benchmark | goal | median | min - max | target | result |\n|---|---|---|---|---|---|\n");
        goals.forEach(result -> text.append(row(result)));
        text.append("\n| benchmark | role | contender | median | p50 ms | p99 ms | parameters |\n")
                .append("|---|---|---|---|---|---|---|\n");
        Collection<List<Reading>> contenders = readings.stream()
                .collect(Collectors.groupingBy(
                        reading -> reading.bench() + "\n" + reading.contender(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
        contenders.forEach(same -> text.append(row(same)));
        details(contenders, text);
        return text.toString();
    }

    private static void details(Collection<List<Reading>> contenders, StringBuilder text) {
        List<String> rows = contenders.stream()
                .flatMap(same -> same.stream()
                        .flatMap(reading -> reading.measured().details().keySet().stream())
                        .distinct()
                        .sorted()
                        .map(name -> detail(same, name)))
                .toList();
        if (!rows.isEmpty()) {
            text.append("\n| benchmark | contender | besides | median | min - max |\n|---|---|---|---|---|\n");
            rows.forEach(text::append);
        }
    }

    private static String detail(List<Reading> same, String name) {
        double[] values = same.stream()
                .map(reading -> reading.measured().details().get(name))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        Reading first = same.getFirst();
        return "| " + first.bench() + " | " + first.contender() + " | " + name + " | "
                + number(GoalJudge.median(values)) + " | " + number(values[0]) + " - "
                + number(values[values.length - 1]) + " |\n";
    }

    private static String row(GoalResult result) {
        Goal goal = result.goal();
        return "| " + result.bench() + " | " + goal.name() + " | " + number(result.median()) + " | "
                + number(result.min()) + " - " + number(result.max()) + " | "
                + goal.sense().sign() + " "
                + number(goal.target()) + " | " + result.verdict().words() + " |\n";
    }

    private static String row(List<Reading> same) {
        Reading first = same.getFirst();
        return "| " + first.bench() + " | " + first.role().slug() + " | " + first.contender() + " | "
                + median(same, Goal.Metric.VALUE).map(MarkdownTable::number).orElse("-") + " "
                + first.measured().unit() + " | "
                + median(same, Goal.Metric.P50).map(MarkdownTable::number).orElse("-") + " | "
                + median(same, Goal.Metric.P99).map(MarkdownTable::number).orElse("-") + " | "
                + params(first.params()) + " |\n";
    }

    private static Optional<Double> median(List<Reading> same, Goal.Metric metric) {
        double[] values = same.stream()
                .flatMapToDouble(reading -> reading.figure(metric).stream())
                .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(GoalJudge.median(values));
    }

    private static String params(Map<String, Object> params) {
        return new TreeMap<>(params)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "))
                        .replace("|", "/");
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
