package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.ledger.Usd;

/**
 * What one step cost: all that was booked on a run in one role.
 *
 * @param attempt of the run, from 1 within its task
 * @param estimated whether part of it is a guess on the safe side
 */
public record CostEntry(
        long runId,
        String role,
        String stage,
        int attempt,
        @JsonProperty("cost_usd") Usd cost,
        boolean estimated) {}
