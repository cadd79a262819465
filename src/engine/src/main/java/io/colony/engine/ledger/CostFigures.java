package io.colony.engine.ledger;

import java.math.BigDecimal;

/**
 * Sums over cost events, corrections included.
 *
 * @param events how many rows
 * @param runs how many executor invocations they are about
 * @param estimated what part of {@code usd} is a guess on the safe side
 * @param estimates how many of the runs are booked by estimate
 */
public record CostFigures(
        long events,
        long runs,
        long turns,
        Tokens tokens,
        Usd usd,
        Usd estimated,
        long estimates,
        BigDecimal workerSeconds) {
    public static final CostFigures NOTHING =
            new CostFigures(0, 0, 0, Tokens.NONE, Usd.ZERO, Usd.ZERO, 0, BigDecimal.ZERO);

    public CostFigures plus(CostFigures other) {
        return new CostFigures(
                events + other.events,
                runs + other.runs,
                turns + other.turns,
                tokens.plus(other.tokens),
                usd.plus(other.usd),
                estimated.plus(other.estimated),
                estimates + other.estimates,
                workerSeconds.add(other.workerSeconds));
    }

    /** Whether the sum holds an estimate, and is to be marked as such. */
    public boolean isEstimated() {
        return estimates > 0;
    }
}
