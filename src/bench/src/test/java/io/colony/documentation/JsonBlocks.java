package io.colony.documentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.colony.documentation.Document.Block;
import io.colony.documentation.Document.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** JSON in blocks and in running text; {@code {…}} and {@code […]} stand for more than is shown. */
final class JsonBlocks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonBlocks() {}

    /** A block that is marked {@code schema: NAME} matches that schema, too. */
    static List<String> problems(Block block) throws IOException {
        JsonNode json;
        try {
            json = read(block.text());
        } catch (JsonProcessingException broken) {
            return List.of(block.place() + " is no JSON: " + broken.getOriginalMessage());
        }
        if (block.mark().isEmpty() || !block.mark().get().startsWith("schema: ")) {
            return List.of();
        }
        String schema = Files.readString(
                Pages.ROOT.resolve("docs/schemas").resolve(block.mark().get().substring("schema: ".length())));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(json)
                .stream()
                .map(error -> block.place() + ": " + error)
                .toList();
    }

    static boolean isJson(Piece span) {
        return span.text().startsWith("{\"") && span.text().contains("\":");
    }

    static List<String> problems(Piece span) {
        try {
            read(span.text());
            return List.of();
        } catch (JsonProcessingException broken) {
            return List.of(span.place() + ": " + span.text() + " is no JSON: " + broken.getOriginalMessage());
        }
    }

    private static JsonNode read(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace("{…}", "{}").replace("[…]", "[]"));
    }
}
