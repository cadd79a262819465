package io.colony.engine.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.ProviderPause;
import io.colony.engine.agent.program.StatedCost;
import io.colony.engine.agent.program.StreamJson;
import io.colony.engine.agent.program.StreamLine;
import io.colony.engine.agent.program.StreamLine.ErrorClass;
import io.colony.engine.agent.program.StreamLine.Noise;
import io.colony.engine.agent.program.StreamReader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads lines of the protocol. A line that is none is noise, whatever it holds; it never ends the stream. */
final class ProtocolReader implements StreamReader {
    private static final Instant LAST_INSTANT = Instant.parse("9999-01-01T00:00:00Z");

    @Override
    public List<StreamLine> read(String line) {
        return List.of(StreamJson.object(line).map(ProtocolReader::interpret).orElseGet(Noise::new));
    }

    private static StreamLine interpret(JsonNode line) {
        return switch (line.path("type").asText()) {
            case "started" -> happened(new AgentEvent.Started(StreamJson.text(line, "detail")));
            case "text" -> happened(new AgentEvent.Text(StreamJson.text(line, "text")));
            case "tool_started" ->
                happened(new AgentEvent.ToolStarted(
                        StreamJson.text(line, "id"), StreamJson.text(line, "tool"), StreamJson.text(line, "input")));
            case "tool_ended" ->
                happened(new AgentEvent.ToolEnded(
                        StreamJson.text(line, "id"),
                        line.path("ok").asBoolean(false),
                        StreamJson.text(line, "output")));
            case "usage" -> usage(line);
            case "problem" -> happened(new AgentEvent.Problem(StreamJson.text(line, "message")));
            case "error" ->
                new StreamLine.Failed(
                        errorClass(StreamJson.text(line, "class")), StreamJson.text(line, "message"), pause(line));
            case "result" ->
                line.path("document").isObject()
                        ? new StreamLine.Ended(Optional.of(line.path("document")))
                        : new Noise();
            default -> new Noise();
        };
    }

    private static StreamLine happened(AgentEvent event) {
        return new StreamLine.Happened(event);
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
        return new ProviderPause(
                instant(StreamJson.text(line, "resets_at")), StreamJson.pauseSeconds(line, "retry_after_seconds"));
    }

    private static Optional<Instant> instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.isBefore(LAST_INSTANT) ? Optional.of(instant) : Optional.empty();
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static StreamLine usage(JsonNode line) {
        OptionalLong turns = StreamJson.count(line, "turns", Integer.MAX_VALUE);
        OptionalLong input = StreamJson.count(line, "input_tokens", Long.MAX_VALUE);
        OptionalLong output = StreamJson.count(line, "output_tokens", Long.MAX_VALUE);
        OptionalLong cacheRead = StreamJson.count(line, "cache_read_tokens", Long.MAX_VALUE);
        OptionalLong cacheWrite = StreamJson.count(line, "cache_write_tokens", Long.MAX_VALUE);
        OptionalLong hour = StreamJson.count(line, "cache_write_1h_tokens", cacheWrite.orElse(0));
        if (turns.isEmpty()
                || input.isEmpty()
                || output.isEmpty()
                || cacheRead.isEmpty()
                || cacheWrite.isEmpty()
                || hour.isEmpty()) {
            return new Noise();
        }
        return new StreamLine.Used(
                new AgentUsage(
                        Optional.of(StreamJson.text(line, "model")).filter(model -> !model.isEmpty()),
                        Math.toIntExact(turns.getAsLong()),
                        input.getAsLong(),
                        output.getAsLong(),
                        cacheRead.getAsLong(),
                        cacheWrite.getAsLong(),
                        hour.getAsLong(),
                        StatedCost.of(line.path("cost_usd"))),
                true);
    }
}
