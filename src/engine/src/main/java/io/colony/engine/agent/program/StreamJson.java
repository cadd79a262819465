package io.colony.engine.agent.program;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads values from a program's lines; what is not of the expected shape is absent, never an exception. */
public final class StreamJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final long LONGEST_PAUSE_SECONDS = Duration.ofDays(366).toSeconds();

    private StreamJson() {}

    /** The one JSON object that the text is; empty for anything else, also where a member is given twice. */
    public static Optional<JsonNode> object(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode object = MAPPER.readTree(text.getBytes(StandardCharsets.UTF_8));
            return object.isObject() ? Optional.of(object) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** A part that is not text is given as the JSON that it is; a missing one is empty. */
    public static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
    }

    /** Zero where it is missing; empty where it is no count up to {@code largest}. */
    public static OptionalLong count(JsonNode object, String name, long largest) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.of(0);
        }
        boolean isCount = value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= largest;
        return isCount ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    /** Zero where it is missing or no count. */
    public static long tokens(JsonNode object, String name) {
        return count(object, name, Long.MAX_VALUE / 1_000).orElse(0);
    }

    /** A pause of at most a year; empty where it is missing or no whole number of seconds. */
    public static Optional<Duration> pauseSeconds(JsonNode object, String name) {
        if (!object.path(name).isIntegralNumber()) {
            return Optional.empty();
        }
        OptionalLong seconds = count(object, name, LONGEST_PAUSE_SECONDS);
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsLong())) : Optional.empty();
    }
}
