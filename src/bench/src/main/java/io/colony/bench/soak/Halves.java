package io.colony.bench.soak;

import java.util.List;
import java.util.function.ToLongFunction;

/** Where a run is cut to ask what an issue added in its first half and in its second; what came before is for warming up. */
record Halves(Sample first, Sample middle, Sample last) {
    static final int PARTS = 6;

    /** @param samples in order; at least a dozen, else nothing can be said */
    static Halves of(List<Sample> samples) {
        return new Halves(
                samples.get(samples.size() / PARTS),
                samples.get(samples.size() * (PARTS + 1) / (2 * PARTS)),
                samples.getLast());
    }

    double early(ToLongFunction<Sample> value) {
        return perIssue(value, first, middle);
    }

    double late(ToLongFunction<Sample> value) {
        return perIssue(value, middle, last);
    }

    private static double perIssue(ToLongFunction<Sample> value, Sample from, Sample to) {
        long issues = Math.max(1, to.ended() - from.ended());
        return (double) (value.applyAsLong(to) - value.applyAsLong(from)) / issues;
    }
}
