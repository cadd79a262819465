package io.colony.bench.soak;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run is asked for.
 *
 * @param workers in all, in two processes: one is killed, one is watched
 * @param open how many issues are under way at once
 * @param directory of its own, for everything but the store
 */
record SoakSettings(
        Duration length,
        int workers,
        Duration killEvery,
        Duration sampleEvery,
        int readers,
        int open,
        Path directory) {}
