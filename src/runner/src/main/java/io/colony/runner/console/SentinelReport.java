package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.recovery.Leadership.Leader;
import io.colony.engine.recovery.sentinel.SentinelFindings.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The Sentinel's findings as a table and as JSON. */
public final class SentinelReport {
    private SentinelReport() {}

    /** A line for each, or a word that there is none. */
    public static List<String> lines(List<Entry> findings) {
        if (findings.isEmpty()) {
            return List.of("Nothing is found.");
        }
        TextTable table = new TextTable("DETECTOR", "SUBJECT", "SINCE", "#SEEN", "#ACTS", "STATE", "REASON");
        findings.forEach(finding -> table.row(
                finding.detector(),
                finding.subject(),
                finding.firstSeen().toString(),
                Integer.toString(finding.timesSeen()),
                Integer.toString(finding.acts()),
                finding.resolvedAt().map(at -> "resolved " + at).orElse("open"),
                finding.reason()));
        return table.lines();
    }

    /** The same for scripts, with who leads. */
    public static ObjectNode json(List<Entry> findings, Optional<Leader> leader, Instant now) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        leader.filter(known -> known.leaseUntil().isAfter(now))
                .ifPresent(known -> report.putObject("leader")
                        .put("holder", known.holder())
                        .put("since", known.since().toString())
                        .put("token", known.token()));
        ArrayNode array = report.putArray("findings");
        for (Entry finding : findings) {
            ObjectNode node = array.addObject()
                    .put("detector", finding.detector())
                    .put("subject", finding.subject())
                    .put("reason", finding.reason())
                    .put("first_seen", finding.firstSeen().toString())
                    .put("last_seen", finding.lastSeen().toString())
                    .put("times_seen", finding.timesSeen())
                    .put("acts", finding.acts());
            finding.lastAct().ifPresent(act -> node.put("last_act", act));
            finding.resolvedAt().ifPresent(at -> node.put("resolved_at", at.toString()));
        }
        return report;
    }
}
