package io.colony.engine.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a backup says about itself.
 *
 * @param createdAt when its snapshot was taken
 * @param program the version of the program that made it
 * @param schema the schema's version
 * @param incarnation which life of the store it was taken from
 * @param tables what it holds
 * @param heads per tenant where its audit chain stood, as {@code SEQ:HASH}
 * @param ledger sums that a restored ledger must show again, by name
 */
public record BackupManifest(
        Instant createdAt,
        String program,
        String schema,
        String incarnation,
        List<Table> tables,
        Map<String, String> heads,
        Map<String, String> ledger) {
    private static final String FORMAT = "colony_backup";

    public BackupManifest {
        tables = List.copyOf(tables);
        heads = Map.copyOf(heads);
        ledger = Map.copyOf(ledger);
    }

    /**
     * A table.
     *
     * @param columns in the order of its rows' fields
     * @param bytes of its rows as text
     * @param sha256 of those bytes
     */
    public record Table(String name, List<String> columns, long rows, long bytes, String sha256) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    public Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    /** As it stands in the file. */
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put(FORMAT, 1)
                .put("created_at", createdAt.toString())
                .put("program", program)
                .put("schema", schema)
                .put("incarnation", incarnation);
        ArrayNode list = json.putArray("tables");
        tables.forEach(table -> {
            ObjectNode entry = list.addObject().put("name", table.name());
            table.columns().forEach(entry.withArray("columns")::add);
            entry.put("rows", table.rows()).put("bytes", table.bytes()).put("sha256", table.sha256());
        });
        new TreeMap<>(heads).forEach(json.putObject("audit_heads")::put);
        new TreeMap<>(ledger).forEach(json.putObject("ledger")::put);
        return json;
    }

    /** Empty where the text is no manifest of a kind that this program knows. */
    static Optional<BackupManifest> parse(String text) {
        JsonNode json = Json.parse(text);
        if (json.path(FORMAT).asInt() != 1) {
            return Optional.empty();
        }
        List<Table> tables = new ArrayList<>();
        json.path("tables").forEach(entry -> {
            List<String> columns = new ArrayList<>();
            entry.path("columns").forEach(column -> columns.add(column.asText()));
            tables.add(new Table(
                    entry.path("name").asText(),
                    columns,
                    entry.path("rows").asLong(),
                    entry.path("bytes").asLong(),
                    entry.path("sha256").asText()));
        });
        try {
            return Optional.of(new BackupManifest(
                    Instant.parse(json.path("created_at").asText()),
                    json.path("program").asText(),
                    json.path("schema").asText(),
                    json.path("incarnation").asText(),
                    tables,
                    fields(json.path("audit_heads")),
                    fields(json.path("ledger"))));
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }

    private static Map<String, String> fields(JsonNode object) {
        Map<String, String> fields = new TreeMap<>();
        object.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }
}
