package io.colony.bench.soak;

import java.util.List;

/**
 * What became of a curve: medians over a sixth of the run, the second one (the first is for warming up) and the last one; of what
 * grows with history, what an issue added in the first half and in the second.
 */
record Trend(Curve curve, double early, double late, boolean held) {

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
        double late = median(curve, part(samples, Halves.PARTS - 1));
        return new Trend(curve, early, late, late <= early * curve.ratio() || late - early <= curve.slack());
    }

    private static Trend bounded(Curve curve, List<Sample> samples) {
        double most =
                samples.stream().mapToLong(sample -> value(curve, sample)).max().orElse(0);
        return new Trend(curve, value(curve, samples.getFirst()), most, most <= curve.slack());
    }

    private static Trend byIssue(Curve curve, List<Sample> samples) {
        Halves halves = Halves.of(samples);
        double early = halves.early(sample -> value(curve, sample));
        double late = halves.late(sample -> value(curve, sample));
        return new Trend(curve, early, late, late <= early * curve.ratio());
    }

    private static List<Sample> part(List<Sample> samples, int part) {
        int size = Math.max(1, samples.size() / Halves.PARTS);
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
