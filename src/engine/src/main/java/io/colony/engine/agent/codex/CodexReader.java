package io.colony.engine.agent.codex;

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
import java.util.Optional;

/**
 * Reads {@code codex exec --json}. The answer is the last {@code agent_message}; the run ends with {@code turn.completed}
 * or {@code turn.failed}, and an {@code error} line such as "Reconnecting..." is no end. Turns are not reported: each
 * finished item of work counts as one.
 */
final class CodexReader implements StreamReader {
    /** What a thread that was not resumed has used before. */
    static final Totals NEW_THREAD = new Totals(0, 0, 0, 0);

    private final Optional<String> model;
    private final Totals before;
    private String answer = "";
    private int turns;

    /** The program's own counts; {@code input} with all of the cache's. */
    record Totals(long input, long cached, long cacheWrite, long output) {
        static Totals of(JsonNode usage) {
            return new Totals(
                    tokens(usage, "input_tokens"),
                    tokens(usage, "cached_input_tokens"),
                    tokens(usage, "cache_write_input_tokens"),
                    tokens(usage, "output_tokens"));
        }

        Totals minus(Totals other) {
            return new Totals(
                    Math.max(0, input - other.input),
                    Math.max(0, cached - other.cached),
                    Math.max(0, cacheWrite - other.cacheWrite),
                    Math.max(0, output - other.output));
        }
    }

    /**
     * For one run.
     *
     * @param model as configured: the stream does not name it
     * @param before what the thread had used before this run, since its usage counts from the thread's beginning
     */
    CodexReader(Optional<String> model, Totals before) {
        this.model = model;
        this.before = before;
    }

    @Override
    public List<StreamLine> read(String line) {
        return StreamJson.object(line).map(this::interpret).orElseGet(() -> List.of(new StreamLine.Noise()));
    }

    private List<StreamLine> interpret(JsonNode line) {
        return switch (text(line, "type")) {
            case "thread.started" -> happened(new AgentEvent.Started("Codex, thread " + text(line, "thread_id")));
            case "turn.started", "item.updated" -> happened(new AgentEvent.Alive());
            case "item.started" -> started(line.path("item"));
            case "item.completed" -> completed(line.path("item"));
            case "error" -> happened(new AgentEvent.Problem(text(line, "message")));
            case "turn.completed" ->
                List.of(
                        new StreamLine.Used(used(Totals.of(line.path("usage")).minus(before)), true),
                        new StreamLine.Ended(AnswerDocument.in(taken())));
            case "turn.failed" -> List.of(CodexFailures.of(text(line.path("error"), "message")));
            default -> List.of(new StreamLine.Noise());
        };
    }

    /** Once: whoever says again that the turn is over has nothing more to say. */
    private String taken() {
        String last = answer;
        answer = "";
        return last;
    }

    private static List<StreamLine> started(JsonNode item) {
        return switch (text(item, "type")) {
            case "agent_message", "reasoning", "error", "todo_list" -> happened(new AgentEvent.Alive());
            default -> happened(new AgentEvent.ToolStarted(text(item, "id"), text(item, "type"), input(item)));
        };
    }

    private List<StreamLine> completed(JsonNode item) {
        return switch (text(item, "type")) {
            case "agent_message" -> {
                answer = text(item, "text");
                yield counted(new AgentEvent.Text(answer));
            }
            case "reasoning" -> happened(new AgentEvent.Text(text(item, "text")));
            // A warning, not the end of anything.
            case "error" -> happened(new AgentEvent.Problem(text(item, "message")));
            case "todo_list" -> happened(new AgentEvent.Alive());
            default ->
                counted(new AgentEvent.ToolEnded(
                        text(item, "id"), !text(item, "status").equals("failed"), output(item)));
        };
    }

    private List<StreamLine> counted(AgentEvent event) {
        turns++;
        List<StreamLine> lines = new ArrayList<>(happened(event));
        lines.add(new StreamLine.Used(used(NEW_THREAD), false));
        return lines;
    }

    private AgentUsage used(Totals totals) {
        return new AgentUsage(
                model,
                turns,
                Math.max(0, totals.input() - totals.cached() - totals.cacheWrite()),
                totals.output(),
                totals.cached(),
                totals.cacheWrite(),
                Optional.empty());
    }

    private static String input(JsonNode item) {
        return item.has("command")
                ? text(item, "command")
                : item.has("changes") ? text(item, "changes") : item.toString();
    }

    private static String output(JsonNode item) {
        if (item.has("aggregated_output")) {
            return text(item, "aggregated_output") + "[exit code " + text(item, "exit_code") + "]";
        }
        return item.has("changes") ? text(item, "changes") : item.toString();
    }

    private static List<StreamLine> happened(AgentEvent event) {
        return List.of(new StreamLine.Happened(event));
    }
}
