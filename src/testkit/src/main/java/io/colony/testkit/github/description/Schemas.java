package io.colony.testkit.github.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of one description. Each is made ready with only those that it refers to. */
final class Schemas {
    private static final String PREFIX = "#/components/schemas/";

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> ready = new ConcurrentHashMap<>();

    private Schemas(JsonNode document, Dialect dialect) {
        this.document = document;
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();
        this.registry = SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config));
    }

    static Schemas ofOpenApi30(JsonNode document) {
        return new Schemas(document, Dialects.getOpenApi30());
    }

    static Schemas ofOpenApi31(JsonNode document) {
        return new Schemas(document, Dialects.getDraft202012());
    }

    List<String> problems(JsonNode schema, JsonNode value) {
        Schema usable = ready.computeIfAbsent(schema.toString(), key -> made(schema));
        return usable.validate(value).stream()
                .map(Schemas::said)
                .distinct()
                .sorted()
                .toList();
    }

    private static String said(Error error) {
        String place = error.getInstanceLocation().toString();
        return (place.isEmpty() ? "(whole)" : place) + ": " + error.getMessage();
    }

    private Schema made(JsonNode schema) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putArray("allOf").add(schema);
        ObjectNode needed = whole.putObject("components").putObject("schemas");
        Set<String> names = new HashSet<>();
        collect(schema, names);
        names.forEach(name ->
                needed.set(name, document.path("components").path("schemas").path(name)));
        return registry.getSchema(whole);
    }

    private void collect(JsonNode node, Set<String> names) {
        String reference = node.path("$ref").asText();
        if (reference.startsWith(PREFIX) && names.add(reference.substring(PREFIX.length()))) {
            collect(document.at(reference.substring(1)), names);
        }
        node.forEach(child -> collect(child, names));
    }
}
