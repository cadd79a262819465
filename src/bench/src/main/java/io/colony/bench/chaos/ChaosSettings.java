package io.colony.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run is asked for.
 *
 * @param leaseMillis of the colony under test; short, so that what is lost is noticed within seconds
 * @param durationCap the longest that faults are injected
 * @param skewed whether each process's clock is wrong
 * @param storeClock whether processes correct that by the store's clock, as the program does
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
        boolean skewed,
        boolean storeClock,
        Sabotage sabotage,
        Path logs) {}
