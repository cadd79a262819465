package io.colony.bench.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an agent program prints: lines of 475 bytes, most of them events, one in a hundred nothing that the protocol knows.
 */
final class AgentOutput {
    static final int LINE = 475;

    private static final int LINES = 20_000;
    private static final int BAD_EVERY = 100;
    private static final List<String> EVENTS = List.of(
            "{\"type\":\"text\",\"text\":\"%s\"}",
            "{\"type\":\"tool_started\",\"id\":\"call-1\",\"tool\":\"bash\",\"input\":\"%s\"}",
            "{\"type\":\"tool_ended\",\"id\":\"call-1\",\"ok\":true,\"output\":\"%s\"}",
            "{\"type\":\"usage\",\"model\":\"%s\",\"turns\":3,\"input_tokens\":12345,\"output_tokens\":678,\"cache_read_tokens\":90}");

    private final byte[] bytes;

    private AgentOutput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** All of it; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    int lines() {
        return LINES;
    }

    /** How many of the lines are no events. */
    int bad() {
        return LINES / BAD_EVERY;
    }

    static AgentOutput make() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int number = 0; number < LINES; number++) {
            boolean bad = number % BAD_EVERY == 0;
            String frame = bad ? "{\"type\":\"text\",\"text\":\"%s" : EVENTS.get(number % EVENTS.size());
            String filling = "What was done \\\"and\\\" why. ".repeat(20).substring(0, LINE - 1 - frame.length() + 2);
            // No escape may be cut in two.
            String line = frame.formatted(filling.endsWith("\\") ? filling.substring(1) + "x" : filling);
            out.writeBytes((line + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return new AgentOutput(out.toByteArray());
    }
}
