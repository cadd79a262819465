package io.colony.runner;

import io.colony.engine.ledger.Usd;
import java.util.Optional;

/**
 * A run of a stage with what the ledger booked on it.
 *
 * @param result the outcome; for a run without one how it ended or failed, or {@code running}
 * @param backEnd which agent worked; empty where none took part
 * @param inputTokens all that went in, with what came from a cache and what went into one
 * @param estimated whether the amount is a guess on the safe side
 * @param endKind how the run ended, such as {@code lost}; empty while it goes on
 */
public record RunView(
        long id,
        String stage,
        int attempt,
        String result,
        Optional<String> backEnd,
        Optional<String> model,
        int turns,
        long inputTokens,
        long outputTokens,
        Usd costUsd,
        boolean estimated,
        Optional<String> endKind) {
    /** Such as {@code claude, sonnet}; empty where no model took part. */
    public String agent() {
        return backEnd.map(name -> model.map(which -> name + ", " + which).orElse(name))
                .orElse("");
    }

    /** What is to be known about the amount; empty where it is exact. */
    public String note() {
        return estimated
                ? "estimated: " + (endKind.filter("lost"::equals).isPresent() ? "lost" : "ended")
                        + " without final usage"
                : "";
    }
}
