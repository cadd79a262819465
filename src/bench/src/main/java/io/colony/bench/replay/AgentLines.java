package io.colony.bench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes the protocol's lines, with a price that goes by what was read and said, and adds what it stated to a list of the
 * harness's own, which the ledger is held against.
 */
final class AgentLines {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final BigDecimal USD_PER_INPUT_TOKEN = new BigDecimal("0.000003");
    private static final BigDecimal USD_PER_OUTPUT_TOKEN = new BigDecimal("0.000015");

    private final PrintStream out;
    private final Path costs;
    private final long input;

    /** @param read how many characters there are to read */
    AgentLines(PrintStream out, Path costs, long read) {
        this.out = out;
        this.costs = costs;
        this.input = read / CHARACTERS_PER_TOKEN;
    }

    void started() {
        line(Json.object().put("type", "started").put("detail", "replay agent"));
    }

    /**
     * States the cost and ends.
     *
     * @param changed characters of the files that were written
     */
    void result(int issue, String stage, JsonNode document, long changed) {
        long output = (Json.text(document).length() + changed) / CHARACTERS_PER_TOKEN;
        BigDecimal usd = USD_PER_INPUT_TOKEN
                .multiply(BigDecimal.valueOf(input))
                .add(USD_PER_OUTPUT_TOKEN.multiply(BigDecimal.valueOf(output)))
                .setScale(6, RoundingMode.CEILING);
        note(Json.object().put("issue", issue).put("stage", stage).put("usd", usd.toPlainString()));
        line(Json.object()
                .put("type", "usage")
                .put("model", "replay-1")
                .put("turns", 1)
                .put("input_tokens", input)
                .put("output_tokens", output)
                .put("cost_usd", usd.toPlainString()));
        ObjectNode end = Json.object().put("type", "result");
        end.set("document", document);
        line(end);
    }

    void error(String message) {
        line(Json.object().put("type", "error").put("class", "content").put("message", message));
    }

    private void note(ObjectNode line) {
        try {
            // One short write at the end of the file: lines of several agents do not mix.
            Files.writeString(costs, Json.text(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new io.colony.bench.BenchException(costs + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    private void line(JsonNode line) {
        out.println(Json.text(line));
        out.flush();
    }
}
