package io.colony.bench.harness;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a figure is held against.
 *
 * @param name in words
 * @param of the contender that is judged, and which of its figures
 * @param against what it is divided by; empty where the figure itself is compared with the target
 * @param sense whether more or less is better
 * @param smokeTarget the wide threshold that a run on any machine must keep; empty where a short run says nothing
 */
public record Goal(
        String name, Figure of, Optional<Figure> against, Sense sense, double target, OptionalDouble smokeTarget) {

    /** The rate of one contender, divided by that of another, is at least so much. */
    public static Goal atLeast(String name, String of, String against, double target) {
        return new Goal(name, value(of), Optional.of(value(against)), Sense.AT_LEAST, target, OptionalDouble.empty());
    }

    /** A figure of one contender, divided by the same of another, is at most so much. */
    public static Goal atMost(String name, Metric metric, String of, String against, double target) {
        return new Goal(
                name,
                new Figure(of, metric),
                Optional.of(new Figure(against, metric)),
                Sense.AT_MOST,
                target,
                OptionalDouble.empty());
    }

    /** A figure itself is at most so much. */
    public static Goal atMost(String name, Metric metric, String of, double target) {
        return new Goal(name, new Figure(of, metric), Optional.empty(), Sense.AT_MOST, target, OptionalDouble.empty());
    }

    /** The same goal, also judged in a short run on a noisy machine, at this threshold. */
    public Goal gatedAt(double threshold) {
        return new Goal(name, of, against, sense, target, OptionalDouble.of(threshold));
    }

    private static Figure value(String contender) {
        return new Figure(contender, Metric.VALUE);
    }

    /** One figure of one contender. */
    public record Figure(String contender, Metric metric) {}

    /** Which figure of a reading. */
    public enum Metric {
        VALUE,
        P50,
        P99
    }

    /** Which way is better. */
    public enum Sense {
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Sense(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        boolean holds(double value, double threshold) {
            return this == AT_LEAST ? value >= threshold : value <= threshold;
        }
    }
}
