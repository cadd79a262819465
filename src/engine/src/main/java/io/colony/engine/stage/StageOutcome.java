package io.colony.engine.stage;

import io.colony.engine.database.Json;
import io.colony.engine.recovery.FailureClass;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a stage has to say at its end. It never names a state: the workflow routes. */
public sealed interface StageOutcome {
    /** How much of a reason is kept; artefacts hold the rest. */
    int LONGEST_REASON = 8_000;

    /** The same with words that the store takes, whatever an agent wrote. */
    default StageOutcome storable() {
        return switch (this) {
            case Advanced advanced -> new Advanced(advanced.outcome(), storable(advanced.reason()));
            case Parked parked -> new Parked(parked.delay(), storable(parked.waitsFor()));
            case Failed failed -> new Failed(failed.failureClass(), storable(failed.reason()), failed.notBefore());
            case Revoked revoked -> new Revoked(storable(revoked.reason()));
        };
    }

    private static String storable(String words) {
        String kept = words.length() <= LONGEST_REASON ? words : words.substring(0, LONGEST_REASON) + "…";
        // Half a pair of surrogates is no character either.
        return Json.storable(new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    /**
     * A result.
     *
     * @param outcome one that the workflow declares for the state, such as {@code submitted}
     * @param reason why, in one sentence for people
     */
    record Advanced(String outcome, String reason) implements StageOutcome {}

    /** No result yet, and nothing failed: the same task again later, not counted as an attempt. */
    record Parked(Duration delay, String waitsFor) implements StageOutcome {}

    /**
     * The attempt failed; the retry policy decides what happens.
     *
     * @param notBefore when the other side says that another try is worth while, such as by {@code Retry-After}
     */
    record Failed(FailureClass failureClass, String reason, Optional<Instant> notBefore) implements StageOutcome {
        public Failed(FailureClass failureClass, String reason) {
            this(failureClass, reason, Optional.empty());
        }
    }

    /**
     * The task was taken away while it ran, or the host drains and gives it back. The issue stays where it is; what the run
     * left by then (artefacts, results of gates, cost) is kept.
     */
    record Revoked(String reason) implements StageOutcome {}
}
