package io.colony.engine.agent;

import io.colony.engine.database.Json;
import io.colony.engine.ledger.Usd;
import java.util.Optional;

/**
 * What a run has used so far. Totals, never increments, so that a repeated line counts once.
 *
 * @param model as the program calls it, which is a stranger's text: only so much of it as a name is long, and storable
 * @param inputTokens without cache reads and writes
 * @param cacheWriteTokens all that were written to a cache
 * @param cacheWrite1hTokens those of {@code cacheWriteTokens} that the cache keeps for an hour; 0 where nobody says
 * @param costUsd as the program states it; empty where it states none
 */
public record AgentUsage(
        Optional<String> model,
        int turns,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        long cacheWrite1hTokens,
        Optional<Usd> costUsd) {
    private static final int LONGEST_MODEL = 100;

    public static final AgentUsage NONE = new AgentUsage(Optional.empty(), 0, 0, 0, 0, 0, Optional.empty());

    public AgentUsage {
        model = model.map(AgentUsage::name);
    }

    /** Where nobody says how long the cache keeps what was written to it. */
    public AgentUsage(
            Optional<String> model,
            int turns,
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            Optional<Usd> costUsd) {
        this(model, turns, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, 0, costUsd);
    }

    private static String name(String model) {
        return Json.storable(model.length() <= LONGEST_MODEL ? model : model.substring(0, LONGEST_MODEL));
    }

    /** All of them, whatever they cost. */
    public long tokens() {
        return inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;
    }
}
