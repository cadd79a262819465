package io.colony.engine.ledger;

/**
 * Tokens by class, which have different prices.
 *
 * @param input without cache reads and writes
 * @param cacheWrite all that were written to a cache
 * @param cacheWrite1h those of {@code cacheWrite} that the cache keeps for an hour, where the agent program says so
 */
public record Tokens(long input, long output, long cacheRead, long cacheWrite, long cacheWrite1h) {
    public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0);

    public Tokens(long input, long output, long cacheRead, long cacheWrite) {
        this(input, output, cacheRead, cacheWrite, 0);
    }

    public long all() {
        return input + output + cacheRead + cacheWrite;
    }

    public Tokens plus(Tokens other) {
        return new Tokens(
                input + other.input,
                output + other.output,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                cacheWrite1h + other.cacheWrite1h);
    }

    Tokens negated() {
        return new Tokens(-input, -output, -cacheRead, -cacheWrite, -cacheWrite1h);
    }
}
