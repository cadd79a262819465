package io.colony.bench.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.bench.BenchException;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.bench.harness.Timing;
import io.colony.engine.agent.command.CommandDialect;
import io.colony.engine.agent.program.StreamLine;
import io.colony.engine.agent.program.StreamReader;
import io.colony.engine.process.LinePump;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Lines of an agent's output made into events. The limit is written by hand: it finds the lines in the bytes and reads their
 * members with a streaming parser, without a line of text or a tree in between. The peer is what one writes first.
 */
public final class AgentOutputBench implements Benchmark {
    private static final String LIMIT = "byte-loop";
    private static final String PEER = "readline-readtree";
    private static final String OURS = "line-pump";
    private static final int LONGEST_LINE = 4 << 20;

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonFactory factory = new JsonFactory();
    private final AgentOutput output = AgentOutput.make();

    @Override
    public String name() {
        return "agent-output";
    }

    @Override
    public void prepare() {
        // The output is made once and held in memory.
    }

    @Override
    public boolean rehearsed() {
        return true;
    }

    @Override
    public List<Contender> contenders() {
        Map<String, Object> params = Map.of("line_bytes", AgentOutput.LINE, "bad_lines_percent", 1);
        return List.of(
                new Contender(LIMIT, Role.LIMIT, params, timing -> measured(timing, this::byHand)),
                new Contender(PEER, Role.PEER, params, timing -> measured(timing, this::byTree)),
                new Contender(OURS, Role.OURS, params, timing -> measured(timing, this::byPump)));
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atLeast("ours / readLine + readTree", OURS, PEER, 1.3).gatedAt(0.3),
                Goal.atLeast("ours / bare byte loop", OURS, LIMIT, 0.85).gatedAt(0.15));
    }

    @Override
    public void close() {
        // Nothing outside of memory was made.
    }

    /** Reads all of the output once; how many lines were events. */
    private interface Reading {
        int read(byte[] bytes) throws IOException;
    }

    private Measured measured(Timing timing, Reading reading) {
        repeat(timing.warmUp().toNanos(), reading);
        Repeated repeated = repeat(timing.measured().toNanos(), reading);
        Measured measured = Measured.of(repeated.lines() * 1e9 / repeated.nanos(), "lines/s");
        int expected = output.lines() - output.bad();
        return repeated.events() == (long) expected * repeated.times()
                ? measured
                : measured.with(
                        List.of(repeated.events() + " events in " + repeated.times() + " times of " + expected));
    }

    private record Repeated(long times, long events, long lines, long nanos) {}

    private Repeated repeat(long nanos, Reading reading) {
        long start = System.nanoTime();
        long times = 0;
        long events = 0;
        long spent = 0;
        try {
            while (times == 0 || spent < nanos) {
                events += reading.read(output.bytes());
                times++;
                spent = System.nanoTime() - start;
            }
        } catch (IOException impossible) {
            throw new BenchException("Memory could not be read: " + impossible.getMessage(), impossible);
        }
        return new Repeated(times, events, times * output.lines(), spent);
    }

    private int byHand(byte[] bytes) {
        int events = 0;
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                events += event(bytes, start, at - start) ? 1 : 0;
                start = at + 1;
            }
        }
        return events;
    }

    /** Reads every member, as each event needs its own. */
    private boolean event(byte[] bytes, int start, int length) {
        int members = 0;
        try (JsonParser parser = factory.createParser(bytes, start, length)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    members += parser.getText().isEmpty() ? 0 : 1;
                } else if (token == JsonToken.VALUE_NUMBER_INT) {
                    members += parser.getLongValue() < 0 ? 0 : 1;
                }
            }
        } catch (IOException noEvent) {
            return false;
        }
        return members > 0;
    }

    private int byTree(byte[] bytes) throws IOException {
        int events = 0;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                events += isEvent(line) ? 1 : 0;
            }
        }
        return events;
    }

    private boolean isEvent(String line) {
        try {
            JsonNode tree = mapper.readTree(line);
            return !tree.path("type").asText().isEmpty();
        } catch (IOException noEvent) {
            return false;
        }
    }

    private int byPump(byte[] bytes) {
        StreamReader reader = new CommandDialect().reader();
        int[] events = {0};
        new LinePump(LONGEST_LINE, new LinePump.Sink() {
                    @Override
                    public boolean bytes(int count) {
                        return true;
                    }

                    @Override
                    public void line(String line, boolean cut) {
                        for (StreamLine said : reader.read(line)) {
                            events[0] += said instanceof StreamLine.Noise ? 0 : 1;
                        }
                    }
                })
                .pump(new ByteArrayInputStream(bytes));
        return events[0];
    }
}
