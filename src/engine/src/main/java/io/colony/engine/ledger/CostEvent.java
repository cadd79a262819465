package io.colony.engine.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What one executor invocation cost.
 *
 * @param key names the invocation; booking the same key twice is booking it once
 * @param inputTokens without cache reads and writes
 * @param usd as stated by the agent program, else tokens × price
 * @param estimated whether the amount is a guess on the safe side, because the run ended without final usage
 * @param workerSeconds how long a worker was busy with it
 */
public record CostEvent(
        String key,
        long runId,
        String role,
        String stage,
        int attempt,
        String backEnd,
        Optional<String> model,
        int turns,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        Usd usd,
        boolean estimated,
        BigDecimal workerSeconds,
        Instant at) {}
