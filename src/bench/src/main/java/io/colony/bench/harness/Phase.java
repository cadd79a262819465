package io.colony.bench.harness;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Where a load stands; set by one thread, read by many. */
final class Phase {
    private enum Step {
        WARM_UP,
        MEASURED,
        OVER
    }

    private final LongAdder done = new LongAdder();
    private final AtomicReference<Step> step = new AtomicReference<>(Step.WARM_UP);

    /** An operation was done. */
    void count() {
        done.increment();
    }

    /** How many were, since the phase began. */
    long done() {
        return done.sum();
    }

    void measure() {
        done.reset();
        step.set(Step.MEASURED);
    }

    void end() {
        step.set(Step.OVER);
    }

    boolean measuring() {
        return step.get() == Step.MEASURED;
    }

    boolean over() {
        return step.get() == Step.OVER;
    }
}
