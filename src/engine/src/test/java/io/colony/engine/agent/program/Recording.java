package io.colony.engine.agent.program;

import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.claude.ClaudeDialect;
import io.colony.engine.agent.codex.CodexDialect;
import io.colony.engine.agent.gemini.GeminiDialect;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.LineListener.Stream;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.StopSignal;
import io.colony.engine.secret.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a real program printed and how it exited, in a run against a scripted model server.
 *
 * @param name {@code program-version-scenario}
 * @param exit as the recording's index has it: a code, or who ended it
 */
record Recording(String name, String exit) {
    private static final String DIRECTORY = "/agents/streams/";

    /** What became of a recording that was played. */
    record Played(AgentResult result, List<AgentEvent> events) {}

    static List<Recording> all() {
        return lines("INDEX.tsv").stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(columns -> new Recording(columns[0], columns[1]))
                .toList();
    }

    static Recording named(String name) {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Somebody sent it a signal. */
    boolean signalled() {
        return name.matches(".*(-sig\\d|sigterm|sigint).*");
    }

    /** It did not end by itself: whoever recorded it killed it after a while without a word. */
    boolean silent() {
        return exit.startsWith("killed-by") || exit.startsWith("KILL@");
    }

    /** As if the supervisor had seen it; {@code asked} whether somebody had asked for a stop before it ended. */
    Played play(boolean asked) {
        StopSignal stop = new StopSignal();
        if (asked) {
            stop.stop("the task was taken away");
        }
        return play(
                dialect(),
                new AgentLimits(
                        Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofMinutes(30), 200, 1 << 20, Usd.of("2")),
                stop);
    }

    Played play(Dialect dialect, AgentLimits limits, StopSignal stop) {
        List<AgentEvent> events = new ArrayList<>();
        StopSignal ours = new StopSignal();
        Conversation conversation = new Conversation(dialect.reader(), limits, Redactor.NONE, events::add, ours);
        lines(name + ".jsonl").forEach(line -> conversation.line(Stream.STDOUT, line, false));
        lines(name + ".stderr").forEach(line -> conversation.line(Stream.STDERR, line, false));
        return new Played(new Judgement(conversation, end(), stop, dialect).result(), List.copyOf(events));
    }

    Dialect dialect() {
        if (name.startsWith("claude")) {
            return new ClaudeDialect(Optional.empty());
        }
        return name.startsWith("codex")
                ? new CodexDialect(Optional.of("mock-model"))
                : new GeminiDialect(Optional.empty());
    }

    private ProcessEnd end() {
        if (silent()) {
            return new ProcessEnd(
                    ProcessEnd.Reason.INACTIVITY,
                    OptionalInt.of(137),
                    Duration.ofMinutes(5),
                    List.of(),
                    "It was silent.");
        }
        if (exit.startsWith("SIG") || exit.startsWith("no-exit")) {
            return new ProcessEnd(
                    ProcessEnd.Reason.STOPPED,
                    OptionalInt.of(143),
                    Duration.ofSeconds(1),
                    List.of(),
                    "It was stopped.");
        }
        int code = Integer.parseInt(exit.replaceFirst("\\(.*", ""));
        return new ProcessEnd(
                ProcessEnd.Reason.EXITED,
                OptionalInt.of(code),
                Duration.ofSeconds(1),
                List.of(),
                "It exited with code " + code + ".");
    }

    static List<String> lines(String file) {
        try (InputStream stream = Recording.class.getResourceAsStream(DIRECTORY + file)) {
            return stream == null
                    ? List.of()
                    : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
