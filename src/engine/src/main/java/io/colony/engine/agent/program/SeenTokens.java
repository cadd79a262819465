package io.colony.engine.agent.program;

import io.colony.engine.agent.AgentUsage;
import io.colony.engine.ledger.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tokens that a program names while it works, by model. What it states with its last word is held against them. Used
 * by one thread at a time.
 */
final class SeenTokens {
    /** More is nonsense, and must not make sums overflow. */
    private static final long MOST = 1_000_000_000_000L;

    /** Names are a stranger's text: a program uses a few models. */
    private static final int MOST_MODELS = 20;

    private final Map<String, Tokens> byModel = new LinkedHashMap<>();
    private AgentUsage before = AgentUsage.NONE;
    private long all;

    /** Takes new totals; what they grew by is the model's that they name. */
    void add(AgentUsage totals) {
        Tokens grown = new Tokens(
                grown(totals.inputTokens(), before.inputTokens()),
                grown(totals.outputTokens(), before.outputTokens()),
                grown(totals.cacheReadTokens(), before.cacheReadTokens()),
                grown(totals.cacheWriteTokens(), before.cacheWriteTokens()));
        before = totals;
        if (grown.all() == 0) {
            return;
        }
        all = Math.min(MOST, all + grown.all());
        totals.model()
                .filter(model -> byModel.size() < MOST_MODELS || byModel.containsKey(model))
                .ifPresent(model -> byModel.merge(model, grown, SeenTokens::sum));
    }

    /** Whether some were seen that the statement lacks. */
    boolean exceed(AgentUsage stated) {
        return all > stated.tokens();
    }

    Map<String, Tokens> byModel() {
        return Map.copyOf(byModel);
    }

    private static long grown(long now, long before) {
        return Math.clamp(now - before, 0, MOST);
    }

    private static Tokens sum(Tokens one, Tokens other) {
        Tokens both = one.plus(other);
        return new Tokens(
                Math.min(MOST, both.input()),
                Math.min(MOST, both.output()),
                Math.min(MOST, both.cacheRead()),
                Math.min(MOST, both.cacheWrite()));
    }
}
