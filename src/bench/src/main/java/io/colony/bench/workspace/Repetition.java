package io.colony.bench.workspace;

import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** Does the same again and again, one after the other; the median is the figure. */
final class Repetition {
    private static final double NANOS_PER_MS = 1_000_000;

    private Repetition() {}

    /** What is repeated. */
    @FunctionalInterface
    interface Step {
        /** Does it once; how many nanoseconds the part took that counts. What was wrong goes to the list. */
        long take(List<String> violations);
    }

    /** Once at least for the warm-up, and once at least for the figure; in a short run, no more. */
    static Measured of(Timing timing, Step step) {
        List<String> violations = new ArrayList<>();
        boolean brief = timing.least() > 0; // as a short run is told to do at least so many of what is quick
        during(timing.warmUp(), brief, step, violations);
        List<Long> nanos = during(timing.measured(), brief, step, violations);
        Collections.sort(nanos);
        double median = nanos.get(nanos.size() / 2) / NANOS_PER_MS;
        double most = nanos.get((int) (nanos.size() * 0.99)) / NANOS_PER_MS;
        return new Measured(median, "ms", OptionalDouble.of(median), OptionalDouble.of(most), violations);
    }

    private static List<Long> during(Duration time, boolean brief, Step step, List<String> violations) {
        List<Long> nanos = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        do {
            nanos.add(step.take(violations));
        } while (!brief && System.nanoTime() < end);
        return nanos;
    }
}
