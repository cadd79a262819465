package io.colony.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ColonyException;
import io.colony.engine.audit.AuditVerification.Unsealed;
import io.colony.engine.database.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks an export of an audit log without a store, line by line. */
public final class ExportVerification {
    private static final int LONGEST_LINE = 16 << 20;

    private final Path file;
    private final Map<Long, String> anchored = new HashMap<>();
    private String tenant = "";
    private boolean whole;
    private boolean ended;
    private long rows;

    private ExportVerification(Path file) {
        this.file = file;
    }

    /**
     * Reads the file, recomputes each row's hash and the chain, and holds it against the heads given.
     *
     * @param heads in memory at once; those of other tenants are passed over
     * @throws AuditException when the file cannot be read or is no export as JSON lines
     */
    public static AuditVerification verify(Path file, List<AuditAnchor> heads) {
        return new ExportVerification(file).check(heads);
    }

    /** Whose log an export is. */
    public static String tenant(Path file) {
        ExportVerification export = new ExportVerification(file);
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            export.open(Optional.ofNullable(lines.readLine()).orElse(""));
            return export.tenant;
        } catch (IOException failure) {
            throw export.unreadable(failure);
        }
    }

    private AuditException unreadable(IOException failure) {
        return new AuditException("The export " + file + " cannot be read (" + failure + ").", failure);
    }

    private AuditVerification check(List<AuditAnchor> heads) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            open(Optional.ofNullable(lines.readLine()).orElse(""));
            ChainCheck check = new ChainCheck(whole);
            Set<Long> wanted =
                    heads.stream().map(head -> head.head().seq()).collect(java.util.stream.Collectors.toSet());
            long number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                read(line, number, check, wanted);
            }
            if (!ended) {
                check.unreadable(
                        number, "the file ends without the line that says how many rows it has: it was cut off");
            }
            heads.stream()
                    .filter(head -> head.tenant().equals(tenant)
                            && (whole || anchored.containsKey(head.head().seq())))
                    .forEach(head -> check.anchor(
                            head, Optional.ofNullable(anchored.get(head.head().seq()))));
            return check.result(tenant, Unsealed.NONE);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private void open(String line) {
        try {
            JsonNode opening = Json.parse(line);
            if (line.length() < LONGEST_LINE
                    && opening.path(AuditExport.VERSION).asInt() == 1) {
                tenant = opening.path("tenant").asText();
                whole = opening.path("whole").asBoolean();
                return;
            }
        } catch (ColonyException none) {
            // Said below, in words that fit.
        }
        throw new AuditException(
                file + " is no export that can be verified: its first line does not say so. Make one with"
                        + " 'colony audit export --format jsonl'; a CSV file cannot be verified.");
    }

    private void read(String line, long number, ChainCheck check, Set<Long> wanted) {
        if (ended) {
            check.unreadable(number, "something stands after the line that ends the export");
            return;
        }
        try {
            JsonNode json = Json.parse(line);
            if (json.has("rows")) {
                end(json, number, check);
                return;
            }
            SealedAuditRow row = row(json);
            check.row(row);
            rows++;
            if (wanted.contains(row.seq())) {
                anchored.put(row.seq(), row.hash());
            }
        } catch (ColonyException | DateTimeParseException wrong) {
            check.unreadable(number, "it is no row of an audit log");
        }
    }

    private void end(JsonNode json, long number, ChainCheck check) {
        ended = true;
        if (json.path("rows").asLong() != rows
                || !json.path("head").asText().equals(check.last().toString())) {
            check.unreadable(
                    number,
                    "it says that there are " + json.path("rows").asText() + " rows up to "
                            + json.path("head").asText() + ", but there are " + rows + " up to " + check.last());
        }
    }

    private static SealedAuditRow row(JsonNode json) {
        for (String field :
                List.of("seq", "id", "tenant_id", "at", "actor", "action", "subject", "detail", "previous", "hash")) {
            if (!json.path(field).isValueNode()) {
                throw new AuditException("a row has no field '" + field + "'");
            }
        }
        return new SealedAuditRow(
                new AuditRow(
                        json.path("id").asLong(),
                        json.path("tenant_id").asLong(),
                        Instant.parse(json.path("at").asText()),
                        json.path("actor").asText(),
                        json.path("action").asText(),
                        json.path("subject").asText(),
                        json.path("detail").asText()),
                json.path("seq").asLong(),
                json.path("previous").asText(),
                json.path("hash").asText());
    }
}
