package io.colony.engine.ledger;

import io.colony.engine.ledger.Ledger.Raise;
import io.colony.engine.ledger.Ledger.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The rules of the ledger that need no store. */
public final class LedgerRules {
    /** How long a raised ceiling stays in force. */
    public static final Duration RAISE_LASTS = Duration.ofDays(2);

    /** How many times its default a ceiling may be raised to. */
    public static final int RAISE_FACTOR = 3;

    private LedgerRules() {}

    /**
     * What a run is booked at. Without final usage, or without a price, nobody knows what it cost: it is booked at the
     * larger of what was seen and what was reserved, marked as estimated, so that the error is on the safe side.
     *
     * @param seen what the run is known to have cost
     */
    public static Usd settlementAmount(Usd seen, Usd reservation, CostBasis basis) {
        return basis.isEstimate() ? seen.max(reservation) : seen;
    }

    /** When to look again at what was refused: after a while, or when the ceiling's window renews, if that is sooner. */
    public static Instant lookAgain(Scope scope, Instant now, Duration after) {
        Instant later = now.plus(after);
        Instant renewal = switch (scope) {
            case RUN, ISSUE -> later;
            case REPOSITORY -> Period.dayStart(now).plus(Duration.ofDays(1));
            case TENANT -> Period.monthEnd(now);
        };
        return renewal.isBefore(later) ? renewal : later;
    }

    /**
     * Whether a ceiling may be raised.
     *
     * @param byDefault the ceiling without overrides; empty where there is none
     * @param inForce the ceiling with overrides
     */
    static Raise raise(Scope scope, Optional<Usd> byDefault, Optional<Usd> inForce, Usd wanted, Instant now) {
        String name = scope.slug();
        if (byDefault.isEmpty()) {
            return new Raise.Refused(
                    "There is no ceiling per " + name + " to be raised; it is off in the configuration.");
        }
        Usd most = new Usd(byDefault.get().amount().multiply(BigDecimal.valueOf(RAISE_FACTOR)));
        if (wanted.compareTo(most) > 0) {
            return new Raise.Refused(
                    "The ceiling per " + name + " can be raised to " + most + " at most (" + RAISE_FACTOR
                            + " times the default of " + byDefault.get() + "), not to " + wanted
                            + ". For more, change it in the configuration.");
        }
        Usd current = inForce.orElse(byDefault.get());
        if (wanted.compareTo(current) < 0 || wanted.compareTo(byDefault.get()) <= 0) {
            return new Raise.Refused("The ceiling per " + name + " is " + current + " already; " + wanted
                    + " would not raise it. Name the new ceiling itself, at most " + most + ".");
        }
        return new Raise.Granted(wanted, now.plus(RAISE_LASTS));
    }
}
