package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.ledger.Usd;

/**
 * A part of what was spent.
 *
 * @param name such as a role or a day; empty for runs whose model nobody stated
 * @param runs how many executor invocations it is about
 * @param inputTokens those read from and written to caches included
 * @param estimated what part of the cost is a guess on the safe side
 */
public record CostPart(
        String name,
        long runs,
        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("output_tokens") long outputTokens,
        @JsonProperty("cost_usd") Usd cost,
        @JsonProperty("estimated_usd") Usd estimated) {}
