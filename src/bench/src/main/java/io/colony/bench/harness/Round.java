package io.colony.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The readings that were taken in turn, the limits before and after the others. */
public record Round(List<Reading> readings) {
    /** Two readings of a limit that differ by more say that the machine was busy with something else. */
    static final double STEADY = 1.5;

    public Round {
        readings = List.copyOf(readings);
    }

    /** Whether every limit read alike before and after. */
    boolean steady() {
        Map<String, List<Double>> limits = new LinkedHashMap<>();
        readings.stream()
                .filter(reading -> reading.role() == Role.LIMIT)
                .forEach(reading -> limits.computeIfAbsent(reading.contender(), name -> new ArrayList<>())
                        .add(reading.measured().value()));
        return limits.values().stream().allMatch(Round::alike);
    }

    private static boolean alike(List<Double> values) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return most <= least * STEADY;
    }

    boolean sound() {
        return readings.stream()
                .allMatch(reading -> reading.measured().violations().isEmpty());
    }

    /** The mean of the contender's readings; empty where it has no such figure. */
    OptionalDouble figure(Goal.Figure figure) {
        return readings.stream()
                .filter(reading -> reading.contender().equals(figure.contender()))
                .flatMapToDouble(reading -> reading.figure(figure.metric()).stream())
                .average();
    }
}
