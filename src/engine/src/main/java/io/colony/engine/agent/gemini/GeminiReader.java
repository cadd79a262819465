package io.colony.engine.agent.gemini;

import static io.colony.engine.agent.program.StreamJson.text;
import static io.colony.engine.agent.program.StreamJson.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.program.AnswerDocument;
import io.colony.engine.agent.program.StreamJson;
import io.colony.engine.agent.program.StreamLine;
import io.colony.engine.agent.program.StreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code gemini -o stream-json}. The answer is what the model said after its last tool; it comes in pieces. Turns
 * are not reported: each tool call counts as one, and so does the answer.
 */
final class GeminiReader implements StreamReader {
    private static final int LONGEST_ANSWER = 4 << 20;

    private final StringBuilder answer = new StringBuilder();
    private boolean tooLong;
    private int turns = 1;

    @Override
    public List<StreamLine> read(String line) {
        return StreamJson.object(line).map(this::interpret).orElseGet(() -> List.of(new StreamLine.Noise()));
    }

    private List<StreamLine> interpret(JsonNode line) {
        return switch (text(line, "type")) {
            case "init" -> happened(new AgentEvent.Started("Gemini CLI, model " + text(line, "model")));
            case "message" -> message(line);
            case "tool_use" -> toolUse(line);
            case "tool_result" ->
                happened(new AgentEvent.ToolEnded(
                        text(line, "tool_id"), text(line, "status").equals("success"), output(line)));
            case "error" -> happened(new AgentEvent.Problem(text(line, "message")));
            case "result" -> result(line);
            default -> List.of(new StreamLine.Noise());
        };
    }

    private List<StreamLine> message(JsonNode line) {
        if (!text(line, "role").equals("assistant")) {
            // The prompt comes back as a line.
            return happened(new AgentEvent.Alive());
        }
        String piece = text(line, "content");
        tooLong |= answer.length() + piece.length() > LONGEST_ANSWER;
        if (!tooLong) {
            answer.append(piece);
        }
        return happened(new AgentEvent.Text(piece));
    }

    private List<StreamLine> toolUse(JsonNode line) {
        answer.setLength(0);
        tooLong = false;
        turns++;
        List<StreamLine> lines = new ArrayList<>(happened(
                new AgentEvent.ToolStarted(text(line, "tool_id"), text(line, "tool_name"), text(line, "parameters"))));
        lines.add(new StreamLine.Used(used(Optional.empty(), 0, 0, 0), false));
        return lines;
    }

    private List<StreamLine> result(JsonNode line) {
        StreamLine used = new StreamLine.Used(total(line.path("stats")), true);
        return text(line, "status").equals("success")
                ? List.of(used, new StreamLine.Ended(tooLong ? Optional.empty() : AnswerDocument.in(taken())))
                : List.of(used, GeminiFailures.of(line.path("error")));
    }

    /** Once: whoever says again that it is over has nothing more to say. */
    private String taken() {
        String last = answer.toString();
        answer.setLength(0);
        return last;
    }

    /** {@code output_tokens} leaves out what the model thought, which is paid for as output: the total has it. */
    private AgentUsage total(JsonNode stats) {
        long input = tokens(stats, "input_tokens");
        long output = Math.max(tokens(stats, "output_tokens"), tokens(stats, "total_tokens") - input);
        Optional<String> model = stats.path("models")
                .propertyStream()
                .max((one, other) ->
                        Long.compare(tokens(one.getValue(), "total_tokens"), tokens(other.getValue(), "total_tokens")))
                .map(Map.Entry::getKey);
        return used(model, input, output, tokens(stats, "cached"));
    }

    private AgentUsage used(Optional<String> model, long input, long output, long cached) {
        return new AgentUsage(model, turns, Math.max(0, input - cached), output, cached, 0, Optional.empty());
    }

    private static String output(JsonNode line) {
        return line.has("error") ? text(line, "error") : text(line, "output");
    }

    private static List<StreamLine> happened(AgentEvent event) {
        return List.of(new StreamLine.Happened(event));
    }
}
