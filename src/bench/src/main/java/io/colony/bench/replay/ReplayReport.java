package io.colony.bench.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of a replay. */
record ReplayReport(
        Asked asked,
        ReplayRun.Preparation preparation,
        double workingSeconds,
        List<ReplayFacts.IssueFact> issues,
        ReplayFacts.RunFact run,
        Checked checked) {
    /** What was done again, and how. */
    record Asked(String repository, String base, String newest, String gate, int workers, long seed) {}

    /**
     * What the check found.
     *
     * @param wronglyMerged merges that are not what the real commit did
     * @param faults of the ledger, the store and the branch
     * @param elsewhere files of merges whose lines are the real commit's, some at another place
     * @param gateGreen whether the project's gate is green on the branch in the end
     * @param asHistory whether the whole branch is what the base with the real commits of all merged issues is
     */
    record Checked(
            List<String> wronglyMerged, List<String> faults, int elsewhere, boolean gateGreen, boolean asHistory) {}

    /** Nothing merged wrongly, the ledger agrees, and every issue ended merged or waits with a reason. */
    boolean sound() {
        return checked.wronglyMerged().isEmpty() && checked.faults().isEmpty();
    }

    long merged() {
        return issues.stream().filter(ReplayFacts.IssueFact::merged).count();
    }

    private Map<Integer, Long> rework() {
        return new TreeMap<>(issues.stream()
                .collect(Collectors.groupingBy(ReplayFacts.IssueFact::reworkRounds, Collectors.counting())));
    }

    private BigDecimal cost() {
        return issues.stream().map(ReplayFacts.IssueFact::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static double percentile(List<Double> values, double part) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(Math.ceil(part * sorted.size())) - 1));
    }

    private Map<String, Double> times() {
        List<Double> all = issues.stream().map(ReplayFacts.IssueFact::seconds).toList();
        List<Double> work =
                issues.stream().map(ReplayFacts.IssueFact::workSeconds).toList();
        Map<String, Double> times = new java.util.LinkedHashMap<>();
        for (Map.Entry<String, Double> part :
                List.of(Map.entry("median", 0.5), Map.entry("p95", 0.95), Map.entry("max", 1.0))) {
            times.put("wall_" + part.getKey(), rounded(percentile(all, part.getValue())));
            times.put("work_" + part.getKey(), rounded(percentile(work, part.getValue())));
        }
        return times;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.set("asked", Json.of(asked));
        json.put("issues", issues.size())
                .put("merged", merged())
                .put("escalated", issues.size() - merged())
                .put("wrongly_merged", checked.wronglyMerged().size())
                .put("cost_usd", cost().toPlainString())
                .put("preparing_seconds", preparation.seconds())
                .put("working_seconds", workingSeconds);
        json.set("passed_over", Json.of(preparation.passedOver()));
        json.set("rework_rounds", Json.of(rework()));
        json.set("seconds", Json.of(times()));
        json.set("run", Json.of(run));
        json.set("checked", Json.of(checked));
        ArrayNode each = json.putArray("each");
        issues.forEach(issue -> each.add(Json.of(issue)));
        return json;
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("%s: %d issues from %.10s to %.10s, %d workers, seed %d%n"
                .formatted(
                        asked.repository(),
                        issues.size(),
                        asked.base(),
                        asked.newest(),
                        asked.workers(),
                        asked.seed()));
        line(text, "gate", asked.gate());
        line(text, "left out", preparation.passedOver());
        line(text, "mistakes", run.mistakes());
        line(text, "found by", run.found());
        line(text, "merged", merged());
        line(text, "escalated", issues.size() - merged());
        issues.stream()
                .filter(issue -> !issue.merged())
                .forEach(issue ->
                        text.append("  #%d %s: %s%n".formatted(issue.number(), issue.state(), brief(issue.reason()))));
        line(
                text,
                "wrongly",
                checked.wronglyMerged().size() + " merged; the right lines at another place in " + checked.elsewhere()
                        + " files");
        checked.wronglyMerged().forEach(each -> text.append("  ").append(each).append('\n'));
        line(text, "person", run.person());
        waits().forEach((reason, count) -> text.append("  %d × %s%n".formatted(count, reason)));
        line(text, "rework", rework() + " (rounds: issues)");
        line(text, "rebases", run.rebases() + ", " + run.conflicts() + " with conflicts");
        line(text, "runs", run.runs() + " of stages, " + run.gateRuns() + " of the gate");
        line(
                text,
                "cost",
                "$" + cost().toPlainString() + " in all, "
                        + (checked.faults().isEmpty() ? "as the agents stated it" : "see the faults"));
        line(text, "seconds", times());
        line(text, "took", workingSeconds + " s, and " + preparation.seconds() + " s to prepare");
        line(
                text,
                "branch",
                (checked.gateGreen() ? "its gate is green" : "its gate is red")
                        + (checked.asHistory() ? ", and it is what history has" : ", and it differs from history"));
        line(text, "faults", checked.faults().size());
        checked.faults().forEach(each -> text.append("  ").append(each).append('\n'));
        text.append('\n').append(table());
        return text.toString();
    }

    private Map<String, Long> waits() {
        return new TreeMap<>(issues.stream()
                .flatMap(issue -> issue.asked().stream())
                .collect(Collectors.groupingBy(ReplayReport::kind, Collectors.counting())));
    }

    /** The same reason reads the same, whichever commit it is about. */
    private static String kind(String reason) {
        String plain = reason.replaceAll("[0-9a-f]{40}", "<commit>");
        return plain.length() > 160 ? plain.substring(0, 160) + " ..." : plain;
    }

    private static String brief(String reason) {
        return reason.length() > 240 ? reason.substring(0, 240) + " ..." : reason;
    }

    private String table() {
        StringBuilder table = new StringBuilder(
                "| issue | state | rework | cost | seconds | of work | title |\n|---|---|---|---|---|---|---|\n");
        issues.forEach(issue -> table.append(String.format(
                Locale.ROOT,
                "| %d | %s | %d | $%s | %.1f | %.1f | %s |%n",
                issue.number(),
                issue.state(),
                issue.reworkRounds(),
                issue.costUsd().toPlainString(),
                issue.seconds(),
                issue.workSeconds(),
                issue.title().replace('|', '/'))));
        return table.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append("%-11s %s%n".formatted(name, value));
    }
}
