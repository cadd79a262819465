package io.colony.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** {@code docs/openapi.yaml}. */
final class ApiDocument {
    private static final Path FILE = Path.of("..", "..", "docs", "openapi.yaml");
    private static final String MADE = "# From here on made from the records, by OpenApiTest.\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ApiDocument() {}

    static JsonNode read() {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text()));
    }

    /** Puts the schemas in the place of those that the document has. */
    static void write(Map<String, Object> schemas) {
        String text = text();
        String dumped = new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setWidth(140)
                        .setDereferenceAliases(true)
                        .build())
                .dumpToString(Map.of("schemas", ordered(schemas)));
        String kept = text.substring(0, text.indexOf(MADE) + MADE.length());
        try {
            Files.writeString(FILE, kept + dumped.indent(2));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Maps whose order means nothing in the order of their names, so that the file does not change by itself. */
    private static Object ordered(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> sorted = map instanceof LinkedHashMap ? new LinkedHashMap<>() : new TreeMap<>();
            map.forEach((name, each) -> sorted.put(name, ordered(each)));
            return sorted;
        }
        return value instanceof List<?> list
                ? list.stream().map(ApiDocument::ordered).toList()
                : value;
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
