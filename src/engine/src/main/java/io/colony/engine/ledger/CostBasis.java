package io.colony.engine.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the amount of a cost event was found. */
public enum CostBasis {
    /** The agent program stated its cost. */
    STATED(false, "as the agent program states"),
    /** Its tokens by the price table of the day on which it started. */
    PRICED(false, "tokens by the price table"),
    /** No model took part. */
    FREE(false, "no model took part"),
    /** The model has no price: the larger of what was seen and the reservation. */
    NO_PRICE(true, "no price is known for the model; its reservation counts ('prices_file' can name one)"),
    /** The run ended without final usage: the larger of what was seen and the reservation. */
    NO_USAGE(true, "the agent ended without final usage; at least its reservation counts"),
    /** The worker was lost: the reservation. */
    LOST(true, "the worker was lost; its reservation counts until a late result says more");

    private final boolean estimate;
    private final String words;

    CostBasis(boolean estimate, String words) {
        this.estimate = estimate;
        this.words = words;
    }

    /** Whether it is a guess on the safe side. */
    public boolean isEstimate() {
        return estimate;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** As the store names it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<CostBasis> ofSlug(String slug) {
        return Arrays.stream(values())
                .filter(basis -> basis.slug().equals(slug))
                .findFirst();
    }
}
