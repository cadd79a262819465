package io.colony.bench.harness;

import java.util.Map;
import java.util.function.Function;

/**
 * One of those that are measured side by side.
 *
 * @param name unique within the benchmark; goals name it
 * @param params what distinguishes it, for the output
 * @param measure takes one reading, with fresh tables
 */
public record Contender(String name, Role role, Map<String, Object> params, Function<Timing, Measured> measure) {
    public Contender {
        params = Map.copyOf(params);
    }
}
