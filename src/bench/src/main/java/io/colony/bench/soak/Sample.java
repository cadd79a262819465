package io.colony.bench.soak;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was seen at one moment.
 *
 * @param minute since the run began
 * @param ended issues that have ended by then
 * @param values by the curve's name
 * @param tables kilobytes of each table of the store with its indexes, by its name
 */
record Sample(double minute, long ended, Map<Curve, Long> values, Map<String, Long> tables) {
    /** For tables: one column a curve, in their order. */
    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("minute", Math.round(minute * 10) / 10.0);
        row.put("ended", ended);
        values.forEach((curve, value) -> row.put(curve.slug(), value));
        return row;
    }
}
