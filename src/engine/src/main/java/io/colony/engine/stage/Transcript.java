package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.log.Log;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;

/** Keeps what an agent reports, event by event, redacted. Used by one thread at a time. */
public final class Transcript implements Consumer<AgentEvent> {
    private static final Logger LOG = Log.of(Transcript.class);

    private static final int MAX_TEXT = 16_384;
    private static final Most USUAL = new Most(20_000, 20_000, 10_000);

    /** So many lines are written at once; what is not noise takes those before it along. */
    private static final int TOGETHER = 200;

    private final Database database;
    private final RunStore runs;
    private final InstantSource clock;
    private final long runId;
    private final UnaryOperator<String> redact;
    private final List<Line> waiting = new ArrayList<>();
    private final Most most;
    private int seq;
    private int noise;
    private int events;
    private int deeds;

    /**
     * How many lines are kept of each kind, the first ones; none crowds out another's.
     *
     * @param events what is said, given back and used
     * @param deeds what a program begins to do, and what goes wrong
     * @param noise lines that are nothing of the program's protocol
     */
    record Most(int events, int deeds, int noise) {}

    /** One that is to be written. */
    private record Line(int seq, Instant at, String kind, String text) {}

    public Transcript(Database database, RunStore runs, InstantSource clock, long runId, UnaryOperator<String> redact) {
        this(database, runs, clock, runId, redact, USUAL);
    }

    Transcript(
            Database database,
            RunStore runs,
            InstantSource clock,
            long runId,
            UnaryOperator<String> redact,
            Most most) {
        this.database = database;
        this.runs = runs;
        this.clock = clock;
        this.runId = runId;
        this.redact = redact;
        this.most = most;
    }

    @Override
    public void accept(AgentEvent event) {
        switch (event) {
            case AgentEvent.Started started -> writeDeed("started", started.detail());
            case AgentEvent.Text text -> writeSome("text", text.text());
            case AgentEvent.ToolStarted tool -> writeDeed("tool", tool.tool() + " " + tool.input());
            case AgentEvent.ToolEnded tool -> writeSome(tool.ok() ? "tool-ok" : "tool-failed", tool.output());
            case AgentEvent.Usage usage -> writeSome("usage", Json.text(Json.of(usage.usage())));
            case AgentEvent.Result result -> write("result", Json.text(result.document()));
            case AgentEvent.Problem problem -> writeDeed("problem", problem.message());
            case AgentEvent.Alive alive -> {}
            case AgentEvent.Noise said -> noise(said);
        }
    }

    private void noise(AgentEvent.Noise said) {
        noise++;
        if (noise <= most.noise()) {
            add(said.stream(), said.line());
        } else if (noise == most.noise() + 1) {
            add("cut", "Lines that are no event are left out from here: more than " + most.noise() + ".");
        }
        if (waiting.size() >= TOGETHER) {
            finish();
        }
    }

    private void writeSome(String kind, String text) {
        events++;
        if (events <= most.events()) {
            write(kind, text);
        } else if (events == most.events() + 1) {
            write(
                    "cut",
                    "From here only tools, problems and the result are kept: more than " + most.events() + " events.");
        }
    }

    private void writeDeed(String kind, String text) {
        deeds++;
        if (deeds <= most.deeds()) {
            write(kind, text);
        } else if (deeds == most.deeds() + 1) {
            write("cut", "Tools and problems are left out from here: more than " + most.deeds() + ".");
        }
    }

    /** Words about other issues that the agent is given: what it saw is what people can read. */
    void given(JsonNode lessons) {
        if (!lessons.isEmpty()) {
            write("lessons", lessons.toPrettyString());
        }
    }

    /** What the agent is asked, where that stands nowhere else. */
    public void asked(String prompt) {
        write("prompt", prompt);
    }

    private void write(String kind, String text) {
        add(kind, text);
        finish();
    }

    private void add(String kind, String text) {
        String redacted = redact.apply(text);
        String kept = redacted.length() <= MAX_TEXT
                ? redacted
                : redacted.substring(0, MAX_TEXT) + " … (" + (redacted.length() - MAX_TEXT) + " characters cut)";
        seq++;
        waiting.add(new Line(seq, clock.instant(), kind, kept));
    }

    /** Writes what waits to be written. */
    public void finish() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Line> lines = List.copyOf(waiting);
        waiting.clear();
        try {
            database.useTransaction(transaction -> lines.forEach(
                    line -> runs.addTranscript(transaction, runId, line.seq(), line.at(), line.kind(), line.text())));
        } catch (RuntimeException failure) {
            // The agent's work is worth more than a line of its transcript: the gap in the numbers shows what is
            // missing.
            LOG.warn(
                    "Events {} to {} of run {} are missing in its transcript: {}",
                    lines.getFirst().seq(),
                    lines.getLast().seq(),
                    runId,
                    failure.getMessage());
        }
    }
}
