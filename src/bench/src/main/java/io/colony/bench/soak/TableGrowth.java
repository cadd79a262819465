package io.colony.bench.soak;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * What an issue added to a table with its indexes, so that a curve of the whole store that does not hold says where to look.
 *
 * @param early kilobytes an issue, in the first half
 * @param late kilobytes an issue, in the second half
 */
record TableGrowth(String table, double early, double late) {
    private static final double WORTH_SAYING = 0.05;

    /** Those that grow, the fastest first. */
    static List<TableGrowth> of(List<Sample> samples) {
        Halves halves = Halves.of(samples);
        return new TreeSet<>(halves.last().tables().keySet())
                .stream()
                        .map(table -> of(table, halves))
                        .filter(growth -> Math.max(growth.early, growth.late) >= WORTH_SAYING)
                        .sorted(Comparator.comparingDouble(TableGrowth::late).reversed())
                        .toList();
    }

    private static TableGrowth of(String table, Halves halves) {
        return new TableGrowth(
                table,
                halves.early(sample -> sample.tables().getOrDefault(table, 0L)),
                halves.late(sample -> sample.tables().getOrDefault(table, 0L)));
    }
}
