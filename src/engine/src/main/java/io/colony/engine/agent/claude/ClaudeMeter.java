package io.colony.engine.agent.claude;

import static io.colony.engine.agent.program.StreamJson.text;
import static io.colony.engine.agent.program.StreamJson.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.program.StatedCost;
import io.colony.engine.ledger.Usd;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a run of Claude Code uses. While it runs, each message's input is known and its output is not: every content block
 * of a message repeats the numbers of the message's start. All of it is in the result's {@code modelUsage}; its {@code
 * usage} lacks what an aborted or repeated message used.
 */
final class ClaudeMeter {
    private static final String SYNTHETIC = "<synthetic>";
    /** A model's name may carry the size of its context, such as {@code [1m]}; prices go by the name. */
    private static final Pattern SUFFIX = Pattern.compile("\\[[^\\]]*]$");

    /** A longer one is a stranger's text, and no name to look for a suffix in. */
    private static final int LONGEST_MODEL = 200;

    private final Set<String> messages = new HashSet<>();
    private Optional<String> model = Optional.empty();
    private long input;
    private long cacheRead;
    private long cacheWrite;

    /** Whether it is no message of a model but the program's own. */
    static boolean isSynthetic(JsonNode message) {
        return text(message, "model").equals(SYNTHETIC);
    }

    /** Takes a message's part; whether that says anything new. */
    boolean message(JsonNode message) {
        String id = text(message, "id");
        String name = text(message, "model");
        if (id.isEmpty() || isSynthetic(message) || !messages.add(id)) {
            return false;
        }
        model = Optional.of(name).filter(given -> !given.isEmpty()).or(() -> model);
        JsonNode usage = message.path("usage");
        input += tokens(usage, "input_tokens");
        cacheRead += tokens(usage, "cache_read_input_tokens");
        cacheWrite += tokens(usage, "cache_creation_input_tokens");
        return true;
    }

    /** A lower bound. */
    AgentUsage soFar() {
        return new AgentUsage(model, messages.size(), input, 0, cacheRead, cacheWrite, Optional.empty());
    }

    /** All of it, as the result states it. */
    AgentUsage total(JsonNode result) {
        JsonNode models = result.path("modelUsage");
        long hour = models.valueStream()
                .mapToLong(each -> tokens(each, "cacheCreationEphemeral1hInputTokens"))
                .sum();
        long written = sum(models, "cacheCreationInputTokens");
        return new AgentUsage(
                dearest(models).or(() -> model),
                turns(result),
                sum(models, "inputTokens"),
                sum(models, "outputTokens"),
                sum(models, "cacheReadInputTokens"),
                written,
                Math.min(
                        written,
                        Math.max(
                                hour,
                                tokens(result.path("usage").path("cache_creation"), "ephemeral_1h_input_tokens"))),
                StatedCost.of(result.path("total_cost_usd")));
    }

    private static int turns(JsonNode result) {
        return (int) Math.min(Integer.MAX_VALUE, tokens(result, "num_turns"));
    }

    private static long sum(JsonNode models, String member) {
        return models.valueStream().mapToLong(each -> tokens(each, member)).sum();
    }

    /** The model that most of the money went to. */
    private static Optional<String> dearest(JsonNode models) {
        return models.propertyStream()
                .max((one, other) -> cost(one.getValue()).compareTo(cost(other.getValue())))
                .map(Map.Entry::getKey)
                .filter(name -> name.length() <= LONGEST_MODEL)
                .map(name -> SUFFIX.matcher(name).replaceFirst(""));
    }

    private static BigDecimal cost(JsonNode model) {
        return StatedCost.of(model.path("costUSD")).map(Usd::amount).orElse(BigDecimal.ZERO);
    }
}
