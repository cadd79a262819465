package io.colony.engine.status;

import java.time.Instant;
import java.util.Optional;

/**
 * What a gate said about a commit. Its log is read apart: {@link StatusQueries#gateLog}.
 *
 * @param result {@code pass}, {@code fail} or {@code could-not-run}
 * @param baseline what the same gate said about the base commit
 * @param flaky red, then green at the same commit
 */
public record GateEntry(
        long id,
        long runId,
        String gate,
        String result,
        Optional<String> baseline,
        boolean flaky,
        Optional<Integer> exitCode,
        long durationMs,
        String summary,
        String headSha,
        String baseSha,
        long logLength,
        Instant at) {}
