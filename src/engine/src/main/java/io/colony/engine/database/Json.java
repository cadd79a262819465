package io.colony.engine.database;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.colony.engine.ColonyException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** JSON on its way into and out of the store. Safe for use by many threads. */
public final class Json {
    /** Of a number: {@code jsonb} gives back in full what was written with an exponent. */
    private static final int MOST_DIGITS = 200_000;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(MOST_DIGITS)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    /** A new, empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** JSON's {@code null}. */
    public static JsonNode nothing() {
        return JsonNodeFactory.instance.nullNode();
    }

    /** A record (or a list or map of records) as JSON. */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** As text that {@code jsonb} takes: Postgres stores no NUL. */
    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException failure) {
            throw new ColonyException("A JSON tree could not be written: " + failure.getOriginalMessage(), failure);
        }
    }

    /** Reads what {@link #text} wrote. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new ColonyException("The store holds text that is no JSON: " + failure.getOriginalMessage(), failure);
        }
    }

    /** Text that a {@code text} column takes: Postgres stores no NUL. */
    public static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }

    /** Of the text's UTF-8 form, in lower-case hexadecimal. */
    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new ColonyException("This Java has no SHA-256, which every Java must have.", impossible);
        }
    }
}
