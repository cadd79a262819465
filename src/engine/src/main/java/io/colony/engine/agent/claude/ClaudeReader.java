package io.colony.engine.agent.claude;

import static io.colony.engine.agent.program.StreamJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.program.AnswerDocument;
import io.colony.engine.agent.program.StreamJson;
import io.colony.engine.agent.program.StreamLine;
import io.colony.engine.agent.program.StreamReader;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code --output-format stream-json}. Members may stand in any order: {@code type} is not always the first. */
final class ClaudeReader implements StreamReader {
    private final ClaudeMeter usage = new ClaudeMeter();
    private final ClaudeFailures failures = new ClaudeFailures();

    @Override
    public List<StreamLine> read(String line) {
        return StreamJson.object(line).map(this::interpret).orElseGet(() -> List.of(new StreamLine.Noise()));
    }

    private List<StreamLine> interpret(JsonNode line) {
        return switch (text(line, "type")) {
            case "system" -> system(line);
            case "assistant" -> assistant(line);
            case "user" -> toolResults(line);
            case "rate_limit_event" -> rateLimit(line);
            case "result" -> result(line);
            // Parts of messages come again whole.
            case "stream_event" -> List.of(happened(new AgentEvent.Alive()));
            default -> List.of(new StreamLine.Noise());
        };
    }

    private List<StreamLine> system(JsonNode line) {
        String subtype = text(line, "subtype");
        return switch (subtype) {
            case "init" ->
                List.of(happened(new AgentEvent.Started("Claude Code " + text(line, "claude_code_version") + ", model "
                        + text(line, "model") + ", " + text(line, "permissionMode"))));
            case "api_retry" -> List.of(happened(failures.retry(line)));
            case "permission_denied", "model_refusal_no_fallback" ->
                List.of(happened(new AgentEvent.Problem(subtype + " " + text(line, "message"))));
            default -> List.of(happened(new AgentEvent.Alive()));
        };
    }

    private List<StreamLine> assistant(JsonNode line) {
        failures.assistant(line);
        if (ClaudeMeter.isSynthetic(line.path("message"))) {
            return synthetic(line.path("message"));
        }
        List<StreamLine> said = new ArrayList<>();
        for (JsonNode block : line.path("message").path("content")) {
            switch (text(block, "type")) {
                case "text" -> said.add(happened(new AgentEvent.Text(text(block, "text"))));
                case "thinking" -> said.add(happened(new AgentEvent.Text(text(block, "thinking"))));
                case "tool_use" ->
                    said.add(happened(
                            new AgentEvent.ToolStarted(text(block, "id"), text(block, "name"), text(block, "input"))));
                default -> said.add(happened(new AgentEvent.Alive()));
            }
        }
        if (usage.message(line.path("message"))) {
            said.add(new StreamLine.Used(usage.soFar(), false));
        }
        return said.isEmpty() ? List.of(new StreamLine.Noise()) : said;
    }

    /** The program's own words in the form of a message, such as that it was refused: the model said nothing. */
    private static List<StreamLine> synthetic(JsonNode message) {
        List<StreamLine> said = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            said.add(happened(new AgentEvent.Problem(text(block, "text"))));
        }
        return said.isEmpty() ? List.of(new StreamLine.Noise()) : said;
    }

    private static List<StreamLine> toolResults(JsonNode line) {
        List<StreamLine> said = new ArrayList<>();
        for (JsonNode block : line.path("message").path("content")) {
            if (text(block, "type").equals("tool_result")) {
                boolean failed = block.path("is_error").asBoolean(false);
                said.add(happened(
                        new AgentEvent.ToolEnded(text(block, "tool_use_id"), !failed, text(block, "content"))));
            }
        }
        return said.isEmpty() ? List.of(happened(new AgentEvent.Alive())) : said;
    }

    private List<StreamLine> rateLimit(JsonNode line) {
        failures.rateLimit(line.path("rate_limit_info"));
        return List.of(happened(new AgentEvent.Alive()));
    }

    private List<StreamLine> result(JsonNode line) {
        AgentUsage total = usage.total(line);
        boolean good = line.path("is_error").isBoolean()
                && !line.path("is_error").booleanValue()
                && text(line, "subtype").equals("success");
        return List.of(
                new StreamLine.Used(total, true),
                good ? new StreamLine.Ended(AnswerDocument.in(text(line, "result"))) : failures.of(line));
    }

    private static StreamLine happened(AgentEvent event) {
        return new StreamLine.Happened(event);
    }
}
