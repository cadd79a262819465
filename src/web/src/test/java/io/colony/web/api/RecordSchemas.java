package io.colony.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What records look like as JSON, as JSON Schema; texts come from their Javadoc. */
final class RecordSchemas {
    private static final PropertyNamingStrategies.NamingBase NAMES =
            (PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE;
    private static final Map<Class<?>, Map<String, Object>> SIMPLE = Map.ofEntries(
            Map.entry(String.class, Map.of("type", "string")),
            Map.entry(boolean.class, Map.of("type", "boolean")),
            Map.entry(int.class, Map.of("type", "integer")),
            Map.entry(Integer.class, Map.of("type", "integer")),
            Map.entry(long.class, Map.of("type", "integer", "format", "int64")),
            Map.entry(Long.class, Map.of("type", "integer", "format", "int64")),
            Map.entry(double.class, Map.of("type", "number")),
            Map.entry(Double.class, Map.of("type", "number")),
            Map.entry(BigDecimal.class, Map.of("type", "number")),
            Map.entry(Instant.class, Map.of("type", "string", "format", "date-time")),
            Map.entry(Duration.class, Map.of("type", "string", "format", "duration")),
            Map.entry(LocalDate.class, Map.of("type", "string", "format", "date")),
            Map.entry(Usd.class, Map.of("type", "string", "pattern", "^-?[0-9]+\\.[0-9]{6}$")),
            Map.entry(IssueKey.class, Map.of("type", "string", "pattern", "^[^/]+/[^#]+#[0-9]+$")),
            Map.entry(IssueState.class, Map.of("type", "string")),
            Map.entry(JsonNode.class, Map.of("description", "any JSON")));

    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<String, Class<?>> taken = new TreeMap<>();

    /** All records that were asked for and those within them. */
    Map<String, Object> all() {
        return schemas;
    }

    /** The schema of a value of the type, as it stands where the value is used. */
    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.equals(OptionalLong.class)) {
            return nullable(simple(long.class));
        }
        if (plain.isEnum()) {
            return Map.of(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(plain.getEnumConstants())
                            .map(Object::toString)
                            .toList());
        }
        return plain.isRecord() && !SIMPLE.containsKey(plain) ? reference(plain) : simple(plain);
    }

    private static Map<String, Object> simple(Class<?> type) {
        Map<String, Object> schema = SIMPLE.get(type);
        if (schema == null) {
            throw new IllegalArgumentException(type + " has no JSON form that is described; add it.");
        }
        return schema;
    }

    private Map<String, Object> generic(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw.equals(Optional.class)) {
            return nullable(of(arguments[0]));
        }
        if (raw.equals(List.class)) {
            return Map.of("type", "array", "items", of(arguments[0]));
        }
        if (raw.equals(Map.class)) {
            return Map.of("type", "object", "additionalProperties", of(arguments[1]));
        }
        throw new IllegalArgumentException(type + " has no JSON form that is described; add it.");
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        Class<?> before = taken.putIfAbsent(name, type);
        if (before != null && !before.equals(type)) {
            name = type.getEnclosingClass().getSimpleName() + name;
            before = taken.putIfAbsent(name, type);
        }
        if (before == null) {
            schemas.put(name, record(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> record(Class<?> type) {
        RecordTexts texts = RecordTexts.of(type);
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(type, component);
            Map<String, Object> schema = new TreeMap<>(of(component.getGenericType()));
            texts.of(component.getName()).ifPresent(text -> schema.put("description", text));
            properties.put(name, schema);
            required.add(name);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        texts.whole().ifPresent(text -> schema.put("description", text));
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static String name(Class<?> type, RecordComponent component) {
        try {
            JsonProperty own = type.getDeclaredField(component.getName()).getAnnotation(JsonProperty.class);
            return own == null ? NAMES.translate(component.getName()) : own.value();
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
