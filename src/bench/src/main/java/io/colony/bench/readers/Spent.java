package io.colony.bench.readers;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What was used of the processors until now. Programs that were started in between count for themselves, not for whoever
 * started them.
 *
 * @param program {@code colony up} itself, without agents, checks and git
 * @param store Postgres, by process
 * @param readers their process
 */
record Spent(Duration program, Map<Long, Duration> store, Duration readers) {
    Spent {
        store = Map.copyOf(store);
    }

    /** What was used since. What ended in the meantime is not known and not counted. */
    Spent since(Spent before) {
        Map<Long, Duration> used = new HashMap<>();
        store.forEach((process, now) ->
                used.put(process, now.minus(before.store().getOrDefault(process, Duration.ZERO))));
        return new Spent(program.minus(before.program()), used, readers.minus(before.readers()));
    }

    /** Whose it was, as milliseconds for each of so many issues. */
    Map<String, Double> perIssue(int issues) {
        return Map.of(
                "program_cpu_ms_per_issue", millis(program) / issues,
                "store_cpu_ms_per_issue", millis(all(store)) / issues,
                "readers_cpu_ms_per_issue", millis(readers) / issues);
    }

    /** All of it, as processors that were busy with it: the same however much else runs on the machine. */
    double cores(double seconds) {
        return millis(program.plus(all(store)).plus(readers)) / 1_000 / seconds;
    }

    private static Duration all(Map<Long, Duration> processes) {
        return processes.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
