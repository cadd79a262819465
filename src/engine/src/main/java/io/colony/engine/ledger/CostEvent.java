package io.colony.engine.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What one executor invocation cost, or one half of a correction of it.
 *
 * @param key names the event; booking the same key twice is booking it once
 * @param usd as stated by the agent program, else tokens × price; negative in a reversal
 * @param estimated whether the amount is a guess on the safe side
 * @param basis how the amount was found; empty in rows that an earlier version wrote
 * @param workerSeconds how long a worker was busy with it
 * @param at the time whose day and month it counts in; that of a correction is the one of what it corrects
 */
public record CostEvent(
        String key,
        Kind kind,
        long runId,
        String role,
        String stage,
        int attempt,
        String backEnd,
        Optional<String> model,
        int turns,
        Tokens tokens,
        Usd usd,
        boolean estimated,
        Optional<CostBasis> basis,
        BigDecimal workerSeconds,
        Instant at) {

    /** What an event is about. */
    public enum Kind {
        /** A run. */
        INVOCATION,
        /** It takes back, figure by figure, what a run was booked at by estimate. */
        REVERSAL,
        /** It books what is known of a run whose estimate was taken back. */
        CORRECTION;

        String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What takes this event back. */
    CostEvent reversal() {
        return new CostEvent(
                key + "/reversal",
                Kind.REVERSAL,
                runId,
                role,
                stage,
                attempt,
                backEnd,
                model,
                -turns,
                tokens.negated(),
                Usd.ZERO.minus(usd),
                estimated,
                basis,
                workerSeconds.negate(),
                at);
    }

    /** This event as what is known by now of one that was booked by estimate. */
    CostEvent asCorrectionOf(CostEvent estimate) {
        return new CostEvent(
                estimate.key + "/correction",
                Kind.CORRECTION,
                runId,
                role,
                stage,
                attempt,
                backEnd,
                model,
                turns,
                tokens,
                usd,
                estimated,
                basis,
                workerSeconds,
                estimate.at);
    }

    /** Whether it says anything else about the run than the other. */
    boolean differsFrom(CostEvent other) {
        return estimated != other.estimated
                || usd.compareTo(other.usd) != 0
                || turns != other.turns
                || !tokens.equals(other.tokens)
                || workerSeconds.compareTo(other.workerSeconds) != 0
                || !model.equals(other.model);
    }
}
