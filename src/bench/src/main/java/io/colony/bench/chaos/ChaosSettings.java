package io.colony.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run is asked for.
 *
 * @param leaseMillis of the colony under test; short, so that what is lost is noticed within seconds
 * @param durationCap the longest that faults are injected
 * @param skewMillis how wrong a process's clock is at most, beside the database server's, which the program goes by
 * @param logs where the processes' logs are left
 */
record ChaosSettings(
        int issues,
        int workers,
        int kills,
        long seed,
        long leaseMillis,
        Duration durationCap,
        Duration settleCap,
        long skewMillis,
        Sabotage sabotage,
        Path logs) {}
