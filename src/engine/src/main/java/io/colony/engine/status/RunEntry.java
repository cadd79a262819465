package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.ledger.Usd;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a stage.
 *
 * @param attempt from 1, within its task
 * @param agentEndedAt when the agent's process was gone
 * @param endKind how it ended, in the words of the store's {@code end_kind}; empty while it runs
 * @param failureClass the class by which recovery decided, for runs that failed
 * @param cost what has been booked on the run; zero while it runs
 * @param estimated whether part of the cost is a guess on the safe side
 * @param transcriptLines how many lines of transcript are kept
 */
public record RunEntry(
        long id,
        String stage,
        int attempt,
        String worker,
        Optional<String> backEnd,
        Optional<String> model,
        Instant startedAt,
        Optional<Instant> agentEndedAt,
        Optional<Instant> endedAt,
        Optional<String> endKind,
        Optional<String> outcome,
        Optional<String> failureClass,
        Optional<String> reason,
        Optional<Integer> exitCode,
        @JsonProperty("cost_usd") Usd cost,
        boolean estimated,
        int turns,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        long transcriptLines) {
    /** Whether it failed or was lost. */
    boolean setback() {
        return endKind.filter(kind -> kind.equals("failed") || kind.equals("lost"))
                .isPresent();
    }
}
