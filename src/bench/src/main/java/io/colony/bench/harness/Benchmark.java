package io.colony.bench.harness;

import java.util.List;

/**
 * One row of the table: contenders that are measured in turn, and what their figures are held against. Used by one thread.
 * {@link #close} drops what {@link #prepare} made.
 */
public interface Benchmark extends AutoCloseable {
    /** As {@code --only} names it. */
    String name();

    /** Makes what all readings need, such as a filled template; not measured. */
    void prepare();

    /** In any order; the runner takes the limits first, then the peers, then ours, then the limits again. */
    List<Contender> contenders();

    List<Goal> goals();

    /**
     * Whether its rates are those of programs that run for days: then every contender runs once before the first round and
     * is not counted, since a JVM compiles what it runs often, and with two cores that are busy this takes longer than a
     * warm-up.
     */
    default boolean rehearsed() {
        return false;
    }

    @Override
    void close();
}
