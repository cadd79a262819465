package io.colony.engine.plugin;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a run has used so far.
 *
 * @param model empty where no model takes part
 * @param inputTokens without cache reads and writes
 * @param usd empty where only tokens are known: then the engine's price table says what they cost
 */
public record PluginUsage(
        Optional<String> model,
        int turns,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        Optional<BigDecimal> usd) {

    public PluginUsage {
        boolean negative = turns < 0
                || inputTokens < 0
                || outputTokens < 0
                || cacheReadTokens < 0
                || cacheWriteTokens < 0
                || usd.filter(amount -> amount.signum() < 0).isPresent();
        if (negative) {
            throw new PluginException("A run cannot have used less than nothing; state totals from 0.");
        }
    }

    /** An amount of US dollars, with at most six places after the point. */
    public static PluginUsage ofUsd(BigDecimal usd) {
        return new PluginUsage(Optional.empty(), 0, 0, 0, 0, 0, Optional.of(usd));
    }
}
