package io.colony.runner.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes the lines of the agent protocol, and counts what a model would have used. */
final class AgentProtocol {
    private static final String MODEL = "scripted-1";

    /** About as many characters make a token of English or Java. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private static final BigDecimal USD_PER_INPUT_TOKEN = new BigDecimal("0.000003");
    private static final BigDecimal USD_PER_OUTPUT_TOKEN = new BigDecimal("0.000015");

    private final PrintStream out;
    private final long promptTokens;
    private long contextTokens;
    private long inputTokens;
    private long outputTokens;
    private int turns;
    private int tools;

    /** @param readCharacters how much there is to read before the first turn */
    AgentProtocol(PrintStream out, long readCharacters) {
        this.out = out;
        this.promptTokens = readCharacters / CHARACTERS_PER_TOKEN;
    }

    void started() {
        line("started").put("detail", "scripted agent of the demo");
        flush();
    }

    /** The model says something: one turn, which reads everything so far. */
    void text(String text) {
        turn(text);
        line("text").put("text", text);
        flush();
        usage();
    }

    /** A tool call begins; answers its id. */
    String toolStarted(String tool, String input) {
        String id = Integer.toString(++tools);
        outputTokens += tokens(input);
        line("tool_started").put("id", id).put("tool", tool).put("input", input);
        flush();
        return id;
    }

    void toolEnded(String id, boolean ok, String output) {
        contextTokens += tokens(output);
        line("tool_ended").put("id", id).put("ok", ok).put("output", output);
        flush();
    }

    /** The run has failed. */
    void error(String failureClass, String message) {
        usage();
        line("error").put("class", failureClass).put("message", message);
        flush();
    }

    /** The terminal line. */
    void result(JsonNode document) {
        turn(document.toString());
        usage();
        line("result").set("document", document);
        flush();
    }

    private void turn(String said) {
        turns++;
        inputTokens += promptTokens + contextTokens;
        outputTokens += tokens(said);
        contextTokens += tokens(said);
    }

    private void usage() {
        BigDecimal cost = USD_PER_INPUT_TOKEN
                .multiply(BigDecimal.valueOf(inputTokens))
                .add(USD_PER_OUTPUT_TOKEN.multiply(BigDecimal.valueOf(outputTokens)))
                .setScale(6, RoundingMode.CEILING);
        line("usage")
                .put("model", MODEL)
                .put("turns", turns)
                .put("input_tokens", inputTokens)
                .put("output_tokens", outputTokens)
                .put("cache_read_tokens", 0)
                .put("cache_write_tokens", 0)
                .put("cost_usd", cost.toPlainString());
        flush();
    }

    private static long tokens(String text) {
        return Math.ceilDiv(text.length(), CHARACTERS_PER_TOKEN);
    }

    private ObjectNode current = JsonNodeFactory.instance.objectNode();

    private ObjectNode line(String type) {
        current = JsonNodeFactory.instance.objectNode();
        return current.put("type", type);
    }

    private void flush() {
        out.println(current);
        out.flush();
    }
}
