package io.colony.bench.soak;

import java.util.List;

/**
 * What became of a curve: medians over a sixth of the run, the second one (the first is for warming up) and the last one; of what
 * grows with history, what an issue added in the first half and in the second.
 */
record Trend(Curve curve, double early, double late, boolean held) {
    private static final int PARTS = 6;

    /** @param samples in order; at least a dozen, else nothing can be said */
    static Trend of(Curve curve, List<Sample> samples) {
        return switch (curve.shape()) {
            case LEVEL -> level(curve, samples);
            case BOUNDED -> bounded(curve, samples);
            case BY_ISSUE -> byIssue(curve, samples);
        };
    }

    private static Trend level(Curve curve, List<Sample> samples) {
        double early = median(curve, part(samples, 1));
        double late = median(curve, part(samples, PARTS - 1));
        return new Trend(curve, early, late, late <= early * curve.ratio() || late - early <= curve.slack());
    }

    private static Trend bounded(Curve curve, List<Sample> samples) {
        double most =
                samples.stream().mapToLong(sample -> value(curve, sample)).max().orElse(0);
        return new Trend(curve, value(curve, samples.getFirst()), most, most <= curve.slack());
    }

    private static Trend byIssue(Curve curve, List<Sample> samples) {
        Sample first = samples.get(samples.size() / PARTS);
        Sample middle = samples.get(samples.size() * (PARTS + 1) / (2 * PARTS));
        Sample last = samples.getLast();
        double early = perIssue(curve, first, middle);
        double late = perIssue(curve, middle, last);
        return new Trend(curve, early, late, late <= early * curve.ratio());
    }

    private static double perIssue(Curve curve, Sample from, Sample to) {
        long issues = Math.max(1, to.ended() - from.ended());
        return (double) (value(curve, to) - value(curve, from)) / issues;
    }

    private static List<Sample> part(List<Sample> samples, int part) {
        int size = Math.max(1, samples.size() / PARTS);
        int from = Math.min(part * size, samples.size() - size);
        return samples.subList(from, from + size);
    }

    private static double median(Curve curve, List<Sample> samples) {
        long[] values = samples.stream()
                .mapToLong(sample -> value(curve, sample))
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    private static long value(Curve curve, Sample sample) {
        return sample.values().getOrDefault(curve, 0L);
    }
}
