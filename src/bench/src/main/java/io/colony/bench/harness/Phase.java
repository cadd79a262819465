package io.colony.bench.harness;

import java.util.concurrent.atomic.AtomicReference;

/** Where a load stands; set by one thread, read by many. */
final class Phase {
    private enum Step {
        WARM_UP,
        MEASURED,
        OVER
    }

    private final AtomicReference<Step> step = new AtomicReference<>(Step.WARM_UP);

    void measure() {
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
