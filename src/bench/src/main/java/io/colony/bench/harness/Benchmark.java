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

    @Override
    void close();
}
