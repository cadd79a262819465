package io.colony.bench.harness;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * One figure as it was taken: a line of the output.
 *
 * @param rep the round, from 1
 * @param fsyncMicros what a small write with fsync took on the machine at the start of the run
 * @param load the machine's load average over a minute, as the reading ended
 * @param commit of the sources
 */
public record Reading(
        String bench,
        String contender,
        Role role,
        Map<String, Object> params,
        Measured measured,
        int rep,
        long fsyncMicros,
        double load,
        String commit) {

    /** The figure, where the reading has it. */
    OptionalDouble figure(Goal.Metric metric) {
        return switch (metric) {
            case VALUE -> OptionalDouble.of(measured.value());
            case P50 -> measured.p50Ms();
            case P99 -> measured.p99Ms();
        };
    }
}
