package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.gate.GateResult;
import io.colony.engine.ledger.Usd;
import io.colony.engine.projection.Quotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The comment that tells people of a review: the verdict and what makes it less sure, why a person is asked, findings by
 * severity, criteria, gates, and what the issue has cost so far.
 *
 * @param word the verdict
 * @param headSha the commit that it is about
 * @param verdict the Inspector's document; with gates that are red, what they come to
 * @param needsPerson why policy asks for a person although the verdict approves
 * @param attribution whether it says at its end whose it is
 */
record ReviewComment(
        String word,
        String headSha,
        JsonNode verdict,
        List<GateResult> gates,
        List<String> needsPerson,
        boolean attribution) {
    private static final List<String> SEVERITIES = List.of("blocker", "major", "minor", "nit");
    private static final int LONGEST_CELL = 600;

    /** @param spent what the issue has cost so far, this review included */
    String text(Usd spent) {
        List<String> parts = new ArrayList<>();
        parts.add("**" + word + "** at `" + headSha + "`");
        parts.add(Quotation.block(verdict.path("summary").asText()));
        list(parts, "A person decides:", needsPerson);
        list(parts, "What makes this verdict less sure:", texts(verdict.path("confidence_flags")));
        findings(parts);
        criteria(parts);
        gates(parts);
        parts.add("Cost of the issue so far: " + spent);
        if (attribution) {
            parts.add("<sub>Reviewed under Colony; the verdict holds for this commit only.</sub>");
        }
        return String.join("\n\n", parts);
    }

    private static void list(List<String> parts, String heading, List<String> items) {
        if (!items.isEmpty()) {
            parts.add(items.stream()
                    .map(item -> "- " + Quotation.line(item))
                    .collect(Collectors.joining("\n", "**" + heading + "**\n", "")));
        }
    }

    private void findings(List<String> parts) {
        List<JsonNode> findings = verdict.path("findings").valueStream().toList();
        if (findings.isEmpty()) {
            return;
        }
        if (findings.stream().allMatch(JsonNode::isTextual)) {
            findings.forEach(finding -> parts.add(Quotation.block(finding.asText())));
            return;
        }
        parts.add(findings.stream()
                .sorted(Comparator.comparingInt(ReviewComment::weight))
                .map(finding -> row(
                        severity(finding),
                        place(finding),
                        finding.path("message").asText()))
                .collect(Collectors.joining("\n", "| finding | where | |\n|---|---|---|\n", "")));
    }

    private static int weight(JsonNode finding) {
        int place = SEVERITIES.indexOf(severity(finding));
        return place < 0 ? SEVERITIES.size() : place;
    }

    private static String severity(JsonNode finding) {
        return finding.path("severity").asText();
    }

    private static String place(JsonNode finding) {
        if (!finding.hasNonNull("file")) {
            return "";
        }
        String line = finding.hasNonNull("line") ? ":" + finding.path("line").asInt() : "";
        return finding.path("file").asText() + line;
    }

    private void criteria(List<String> parts) {
        List<JsonNode> criteria = verdict.path("criteria").valueStream().toList();
        if (!criteria.isEmpty()) {
            parts.add(criteria.stream()
                    .map(each -> row(
                            each.path("criterion").asText(),
                            each.path("status").asText().replace('-', ' '),
                            each.path("note").asText()))
                    .collect(Collectors.joining("\n", "| criterion | | |\n|---|---|---|\n", "")));
        }
    }

    private void gates(List<String> parts) {
        if (!gates.isEmpty()) {
            parts.add(gates.stream()
                    .map(ReviewComment::gate)
                    .collect(Collectors.joining(
                            "\n", "| gate | result | on the base | time | |\n|---|---|---|---|---|\n", "")));
        }
    }

    private static String gate(GateResult gate) {
        String base = gate.baseline().map(ReviewComment::words).orElse("");
        String result = words(gate.verdict()) + (gate.flaky() ? " (flaky)" : "");
        return row(gate.gate(), result, base, seconds(gate.duration()), gate.summary());
    }

    private static String words(GateResult.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }

    private static String row(String... cells) {
        return Stream.of(cells)
                .map(Quotation::cell)
                .map(cell -> cell.length() <= LONGEST_CELL ? cell : cell.substring(0, LONGEST_CELL) + "…")
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
