package io.colony.engine.ledger;

/**
 * Tokens by class, which have different prices.
 *
 * @param input without cache reads and writes
 */
public record Tokens(long input, long output, long cacheRead, long cacheWrite) {
    public long all() {
        return input + output + cacheRead + cacheWrite;
    }
}
