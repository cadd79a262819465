package io.colony.bench.harness;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What one reading yielded.
 *
 * @param value the figure that the benchmark is about
 * @param unit such as {@code tasks/s}
 * @param p50Ms median latency of one operation, in milliseconds
 * @param p99Ms its 99th percentile
 * @param violations what was wrong with the result, such as a task that ran twice: however fast, the reading has failed
 * @param details what else was seen, by names that carry their unit, such as {@code pages_per_s}; nothing is judged by them
 */
public record Measured(
        double value,
        String unit,
        OptionalDouble p50Ms,
        OptionalDouble p99Ms,
        List<String> violations,
        Map<String, Double> details) {
    public Measured {
        violations = List.copyOf(violations);
        details = Map.copyOf(details);
    }

    /** Without details. */
    public Measured(double value, String unit, OptionalDouble p50Ms, OptionalDouble p99Ms, List<String> violations) {
        this(value, unit, p50Ms, p99Ms, violations, Map.of());
    }

    /** A figure without latencies and without violations. */
    public static Measured of(double value, String unit) {
        return new Measured(value, unit, OptionalDouble.empty(), OptionalDouble.empty(), List.of());
    }

    /** The same, found wrong. */
    public Measured with(List<String> found) {
        return new Measured(value, unit, p50Ms, p99Ms, found, details);
    }

    /** The same, with what else was seen. */
    public Measured detailed(Map<String, Double> seen) {
        return new Measured(value, unit, p50Ms, p99Ms, violations, new TreeMap<>(seen));
    }
}
