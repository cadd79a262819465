package io.colony.engine.agent.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.ProviderPause;
import io.colony.engine.agent.command.ProtocolLine.ErrorClass;
import io.colony.engine.agent.command.ProtocolLine.Noise;
import io.colony.engine.ledger.Usd;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads lines of the protocol. A line that is none is noise, whatever it holds; it never ends the stream. */
final class ProtocolReader {
    private static final int LONGEST_AMOUNT = 40;
    private static final int LARGEST_SCALE = 30;
    private static final long LONGEST_PAUSE_SECONDS = 366L * 86_400;
    private static final Instant LAST_INSTANT = Instant.parse("9999-01-01T00:00:00Z");

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    ProtocolLine read(String line) {
        if (!line.stripLeading().startsWith("{")) {
            return new Noise();
        }
        try {
            JsonNode object = mapper.readTree(line);
            return object.isObject() ? interpret(object) : new Noise();
        } catch (JsonProcessingException e) {
            return new Noise();
        }
    }

    private static ProtocolLine interpret(JsonNode line) {
        return switch (line.path("type").asText()) {
            case "started" -> happened(new AgentEvent.Started(text(line, "detail")));
            case "text" -> happened(new AgentEvent.Text(text(line, "text")));
            case "tool_started" ->
                happened(new AgentEvent.ToolStarted(text(line, "id"), text(line, "tool"), text(line, "input")));
            case "tool_ended" ->
                happened(new AgentEvent.ToolEnded(
                        text(line, "id"), line.path("ok").asBoolean(false), text(line, "output")));
            case "usage" -> usage(line);
            case "problem" -> happened(new AgentEvent.Problem(text(line, "message")));
            case "error" ->
                new ProtocolLine.Failed(errorClass(text(line, "class")), text(line, "message"), pause(line));
            case "result" ->
                line.path("document").isObject()
                        ? new ProtocolLine.Ended(new AgentEvent.Result(line.path("document")))
                        : new Noise();
            default -> new Noise();
        };
    }

    private static ProtocolLine happened(AgentEvent event) {
        return new ProtocolLine.Happened(event);
    }

    /** A part that is not text is shown as the JSON that it is; a missing one is empty. */
    private static String text(JsonNode line, String name) {
        JsonNode value = line.path(name);
        return value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
    }

    private static ErrorClass errorClass(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "provider" -> ErrorClass.PROVIDER;
            case "permanent" -> ErrorClass.PERMANENT;
            default -> ErrorClass.CONTENT;
        };
    }

    /** What cannot be read is not stated: a wrong time must not turn a refusal into noise. */
    private static ProviderPause pause(JsonNode line) {
        OptionalLong seconds = line.path("retry_after_seconds").isIntegralNumber()
                ? count(line, "retry_after_seconds", LONGEST_PAUSE_SECONDS)
                : OptionalLong.empty();
        return new ProviderPause(
                instant(text(line, "resets_at")),
                seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsLong())) : Optional.empty());
    }

    private static Optional<Instant> instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.isBefore(LAST_INSTANT) ? Optional.of(instant) : Optional.empty();
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static ProtocolLine usage(JsonNode line) {
        OptionalLong turns = count(line, "turns", Integer.MAX_VALUE);
        OptionalLong input = count(line, "input_tokens", Long.MAX_VALUE);
        OptionalLong output = count(line, "output_tokens", Long.MAX_VALUE);
        OptionalLong cacheRead = count(line, "cache_read_tokens", Long.MAX_VALUE);
        OptionalLong cacheWrite = count(line, "cache_write_tokens", Long.MAX_VALUE);
        OptionalLong hour = count(line, "cache_write_1h_tokens", cacheWrite.orElse(0));
        if (turns.isEmpty()
                || input.isEmpty()
                || output.isEmpty()
                || cacheRead.isEmpty()
                || cacheWrite.isEmpty()
                || hour.isEmpty()) {
            return new Noise();
        }
        return new ProtocolLine.Used(new AgentUsage(
                Optional.of(text(line, "model")).filter(model -> !model.isEmpty()),
                Math.toIntExact(turns.getAsLong()),
                input.getAsLong(),
                output.getAsLong(),
                cacheRead.getAsLong(),
                cacheWrite.getAsLong(),
                hour.getAsLong(),
                amount(line.path("cost_usd"))));
    }

    /** Zero where it is missing; empty where it is no count. */
    private static OptionalLong count(JsonNode line, String name, long largest) {
        JsonNode value = line.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.of(0);
        }
        boolean isCount = value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= largest;
        return isCount ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    /** Empty where it is no sensible amount: a program must not make us compute with a billion digits. */
    private static Optional<Usd> amount(JsonNode value) {
        String text = value.asText("");
        if (!(value.isTextual() || value.isNumber()) || text.isEmpty() || text.length() > LONGEST_AMOUNT) {
            return Optional.empty();
        }
        try {
            BigDecimal amount = new BigDecimal(text);
            boolean sensible = amount.signum() >= 0
                    && Math.abs((long) amount.scale()) <= LARGEST_SCALE
                    && amount.precision() - (long) amount.scale() <= 12;
            return sensible ? Optional.of(new Usd(amount)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
