package io.colony.engine.agent;

import io.colony.engine.ledger.Usd;
import java.util.Optional;

/**
 * What a run has used so far. Totals, never increments, so that a repeated line counts once.
 *
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
    public static final AgentUsage NONE = new AgentUsage(Optional.empty(), 0, 0, 0, 0, 0, Optional.empty());

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

    /** All of them, whatever they cost. */
    public long tokens() {
        return inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;
    }
}
