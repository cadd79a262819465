package io.colony.engine.agent.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ledger.Usd;
import java.math.BigDecimal;
import java.util.Optional;

/** Amounts of money as programs state them. */
public final class StatedCost {
    private static final int LONGEST_AMOUNT = 40;
    private static final int LARGEST_SCALE = 30;

    private StatedCost() {}

    /** Empty where it is no sensible amount: a program must not make us compute with a billion digits. */
    public static Optional<Usd> of(JsonNode value) {
        String text = value.asText("");
        if (!(value.isTextual() || value.isNumber()) || text.isEmpty() || text.length() > LONGEST_AMOUNT) {
            return Optional.empty();
        }
        try {
            BigDecimal amount = new BigDecimal(text);
            boolean sensible = amount.signum() >= 0
                    && Math.abs((long) amount.scale()) <= LARGEST_SCALE
                    && amount.precision() - (long) amount.scale() <= 12;
            return sensible ? Optional.of(new Usd(amount)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
