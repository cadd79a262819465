package io.colony.bench.replay;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a replay is asked for.
 *
 * @param repository a clone on this machine; only read
 * @param tip where its history ends, such as {@code HEAD}
 * @param issues how many commits to do again
 * @param workers tasks at once
 * @param seed what the mistakes are made of
 * @param gate the command that checks the project
 * @param gateTimeout of one run of it
 * @param person whether a scripted person answers what waits for one
 * @param cap how long the issues may take in all
 * @param directory where everything is kept, and stays
 */
record ReplaySettings(
        Path repository,
        String tip,
        int issues,
        int workers,
        long seed,
        String gate,
        Duration gateTimeout,
        boolean person,
        Duration cap,
        Path directory) {}
