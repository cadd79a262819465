package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what an agent reports, event by event, redacted. Used by one thread at a time. */
final class Transcript implements Consumer<AgentEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Transcript.class);

    private static final int MAX_TEXT = 16_384;
    private static final int MAX_EVENTS = 20_000;

    private final Database database;
    private final RunStore runs;
    private final InstantSource clock;
    private final long runId;
    private final UnaryOperator<String> redact;
    private int seq;

    Transcript(Database database, RunStore runs, InstantSource clock, long runId, UnaryOperator<String> redact) {
        this.database = database;
        this.runs = runs;
        this.clock = clock;
        this.runId = runId;
        this.redact = redact;
    }

    @Override
    public void accept(AgentEvent event) {
        if (seq > MAX_EVENTS || event instanceof AgentEvent.Alive) {
            return;
        }
        seq++;
        if (seq > MAX_EVENTS) {
            write("cut", "The transcript ends here: more than " + MAX_EVENTS + " events.");
            return;
        }
        switch (event) {
            case AgentEvent.Started started -> write("started", started.detail());
            case AgentEvent.Text text -> write("text", text.text());
            case AgentEvent.ToolStarted tool -> write("tool", tool.tool() + " " + tool.input());
            case AgentEvent.ToolEnded tool -> write(tool.ok() ? "tool-ok" : "tool-failed", tool.output());
            case AgentEvent.Usage usage -> write("usage", Json.text(Json.of(usage.usage())));
            case AgentEvent.Result result -> write("result", Json.text(result.document()));
            case AgentEvent.Problem problem -> write("problem", problem.message());
            case AgentEvent.Alive alive -> {}
            case AgentEvent.Noise noise -> write(noise.stream(), noise.line());
        }
    }

    /** Words about other issues that the agent is given: what it saw is what people can read. */
    void given(JsonNode lessons) {
        if (!lessons.isEmpty()) {
            seq++;
            write("lessons", lessons.toPrettyString());
        }
    }

    private void write(String kind, String text) {
        String redacted = redact.apply(text);
        String kept = redacted.length() <= MAX_TEXT
                ? redacted
                : redacted.substring(0, MAX_TEXT) + " … (" + (redacted.length() - MAX_TEXT) + " characters cut)";
        try {
            database.useTransaction(
                    transaction -> runs.addTranscript(transaction, runId, seq, clock.instant(), kind, kept));
        } catch (RuntimeException failure) {
            // The agent's work is worth more than a line of its transcript: the gap in the numbers shows what is
            // missing.
            LOG.warn("Event {} of run {} is missing in its transcript: {}", seq, runId, failure.getMessage());
        }
    }
}
