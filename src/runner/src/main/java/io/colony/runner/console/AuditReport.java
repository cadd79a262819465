package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.audit.AuditFinding;
import io.colony.engine.audit.AuditVerification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What verifying audit logs found, for people and for programs. */
public final class AuditReport {
    private final List<AuditVerification> found;
    private final Optional<Instant> now;

    /** @param now from which the age of unsealed rows is counted; empty for a file, which has none */
    public AuditReport(List<AuditVerification> found, Optional<Instant> now) {
        this.found = List.copyOf(found);
        this.now = now;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        TextTable table = new TextTable("TENANT", "RESULT", "ROWS", "UNSEALED", "HEAD");
        found.forEach(log -> table.row(
                log.tenant(),
                log.intact() ? "intact" : "NOT INTACT",
                Long.toString(log.rows()),
                unsealed(log),
                log.head().map(Object::toString).orElse("-")));
        lines.addAll(table.lines());
        TextTable findings = new TextTable("TENANT", "ROW", "ID", "FINDING", "WHAT");
        found.forEach(log -> log.findings().forEach(finding -> findings.row(row(log, finding))));
        if (found.stream().anyMatch(log -> !log.intact())) {
            lines.add("");
            lines.addAll(findings.lines());
        }
        found.stream()
                .filter(log -> log.moreFindings() > 0)
                .forEach(log -> lines.add(log.tenant() + ": and " + log.moreFindings() + " more findings"));
        found.stream()
                .filter(log -> log.unsealed().count() > 0)
                .forEach(log -> lines.add(log.tenant()
                        + ": not sealed yet, so that nothing vouches for them: row ids "
                        + log.unsealed().ids().stream()
                                .map(Object::toString)
                                .reduce((one, other) -> one + ", " + other)
                                .orElse("")
                        + (log.unsealed().count() > log.unsealed().ids().size() ? " and more" : "")));
        return lines;
    }

    private static String[] row(AuditVerification log, AuditFinding finding) {
        return new String[] {
            log.tenant(),
            finding.seq() == 0 ? "-" : Long.toString(finding.seq()),
            finding.id().isPresent() ? Long.toString(finding.id().getAsLong()) : "-",
            finding.slug(),
            finding.problem()
        };
    }

    private String unsealed(AuditVerification log) {
        return log.unsealed().count() == 0
                ? "0"
                : log.unsealed().count()
                        + age(log).map(age -> ", oldest " + age).orElse("");
    }

    private Optional<String> age(AuditVerification log) {
        return now.flatMap(then -> log.unsealed().oldest().map(oldest -> {
            Duration age = Duration.between(oldest, then);
            return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
        }));
    }

    public ObjectNode json() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("intact", found.stream().allMatch(AuditVerification::intact));
        ArrayNode logs = document.putArray("logs");
        found.forEach(log -> {
            ObjectNode entry = logs.addObject()
                    .put("tenant", log.tenant())
                    .put("intact", log.intact())
                    .put("rows", log.rows())
                    .put("more_findings", log.moreFindings());
            log.head().ifPresent(head -> entry.put("seq", head.seq()).put("hash", head.hash()));
            ArrayNode findings = entry.putArray("findings");
            log.findings().forEach(finding -> {
                ObjectNode line = findings.addObject()
                        .put("kind", finding.slug())
                        .put("seq", finding.seq())
                        .put("problem", finding.problem());
                finding.id().ifPresent(id -> line.put("id", id));
            });
            ObjectNode unsealed =
                    entry.putObject("unsealed").put("count", log.unsealed().count());
            log.unsealed().oldest().ifPresent(oldest -> unsealed.put("oldest", oldest.toString()));
            log.unsealed().ids().forEach(unsealed.withArray("ids")::add);
        });
        return document;
    }
}
