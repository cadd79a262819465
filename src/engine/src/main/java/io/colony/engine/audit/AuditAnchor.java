package io.colony.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ColonyException;
import io.colony.engine.database.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Where a chain stood, noted outside the log itself.
 *
 * @param tenant the tenant's slug
 * @param at when it was noted
 * @param source who says so, for messages, such as a file's name
 */
public record AuditAnchor(String tenant, AuditHead head, Instant at, String source) {

    /** One line of JSON, as {@link #parse} reads it. */
    public String line() {
        return Json.text(Json.object()
                .put("tenant", tenant)
                .put("seq", head.seq())
                .put("hash", head.hash())
                .put("at", at.toString()));
    }

    /**
     * Reads a line: JSON as {@link #line} writes it, or {@code SEQ:HASH} alone for the tenant given.
     *
     * @throws AuditException naming the source, where the line is neither
     */
    static AuditAnchor parse(String line, String tenant, String source) {
        String text = line.strip();
        if (!text.startsWith("{")) {
            return new AuditAnchor(tenant, AuditHead.parse(text), Instant.EPOCH, source);
        }
        try {
            JsonNode json = Json.parse(text);
            return new AuditAnchor(
                    json.path("tenant").asText(),
                    AuditHead.parse(
                            json.path("seq").asText() + ":" + json.path("hash").asText()),
                    Instant.parse(json.path("at").asText()),
                    source);
        } catch (ColonyException | DateTimeParseException wrong) {
            throw new AuditException(
                    source + ": '" + text + "' is no head of an audit log as 'colony audit head --json' prints it.",
                    wrong);
        }
    }
}
