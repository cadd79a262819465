package io.colony.engine.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a model's tokens cost from a day on, in dollars per million.
 *
 * @param from the first UTC day
 * @param cacheWrite1h for tokens that the cache keeps for an hour; where it is empty they cost what {@code cacheWrite} says
 * @param note what the price leaves out
 * @param source where it was read
 */
public record Price(
        String model,
        LocalDate from,
        BigDecimal input,
        BigDecimal output,
        BigDecimal cacheRead,
        BigDecimal cacheWrite,
        Optional<BigDecimal> cacheWrite1h,
        Optional<String> note,
        Source source) {
    private static final int MILLION = 6;

    /**
     * Where a price was read.
     *
     * @param file the table that it stands in
     * @param line of that table
     * @param url the provider's page
     * @param checked the day on which it was last compared with that page
     */
    public record Source(String file, int line, Optional<String> url, Optional<LocalDate> checked) {}

    /** Rounded up to the micro-dollar. */
    Usd cost(Tokens tokens) {
        BigDecimal sum = of(input, tokens.input())
                .add(of(output, tokens.output()))
                .add(of(cacheRead, tokens.cacheRead()))
                .add(of(cacheWrite, tokens.cacheWrite() - tokens.cacheWrite1h()))
                .add(of(cacheWrite1h.orElse(cacheWrite), tokens.cacheWrite1h()));
        return new Usd(sum.movePointLeft(MILLION));
    }

    private static BigDecimal of(BigDecimal price, long tokens) {
        return price.multiply(BigDecimal.valueOf(tokens));
    }
}
