package io.colony.engine.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of US dollars to the micro-dollar; never a floating-point number.
 *
 * @param amount scale 6; rounded up from finer amounts, so that a price never rounds to nothing
 */
public record Usd(BigDecimal amount) implements Comparable<Usd> {
    public static final Usd ZERO = new Usd(BigDecimal.ZERO);

    public Usd {
        amount = amount.setScale(6, RoundingMode.CEILING);
    }

    /** Reads {@code 1.25}; throws {@link NumberFormatException} for anything that is no decimal number. */
    public static Usd of(String text) {
        return new Usd(new BigDecimal(text));
    }

    public Usd plus(Usd other) {
        return new Usd(amount.add(other.amount));
    }

    public Usd minus(Usd other) {
        return new Usd(amount.subtract(other.amount));
    }

    /** A share, rounded up to the micro-dollar. */
    public Usd dividedBy(long parts) {
        return new Usd(amount.divide(BigDecimal.valueOf(parts), 6, RoundingMode.CEILING));
    }

    public Usd times(long factor) {
        return new Usd(amount.multiply(BigDecimal.valueOf(factor)));
    }

    public Usd max(Usd other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public int compareTo(Usd other) {
        return amount.compareTo(other.amount);
    }

    /** For columns: always six decimals, such as {@code $0.050000}, so that amounts line up. */
    public String exact() {
        return "$" + amount.toPlainString();
    }

    /** For headlines: whole cents, rounded half up. The exact amount belongs beside it. */
    public String cents() {
        return "$" + amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /** For people: at least two and at most six decimals, such as {@code $0.05} and {@code $0.000125}. */
    @Override
    public String toString() {
        BigDecimal shown = amount.stripTrailingZeros();
        return "$" + (shown.scale() < 2 ? shown.setScale(2) : shown).toPlainString();
    }
}
