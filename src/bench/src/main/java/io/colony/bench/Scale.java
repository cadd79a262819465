package io.colony.bench;

import io.colony.bench.harness.Timing;
import java.time.Duration;

/**
 * How much of everything a run works on.
 *
 * @param connections threads, each with a connection
 * @param perSecond rows made ready for each second of load, more than anything here does
 * @param shallow tasks in the shallow queue
 * @param deep tasks in the deep one
 * @param grown rows in each append-only table
 * @param costs cost events to report on
 * @param held how long a transaction holds the horizon open
 * @param samples of the idle start's latency
 * @param files in a repository that is checked out
 * @param readers with a page open
 * @param issues that the program works on, in one reading with them or without
 */
public record Scale(
        int connections,
        int perSecond,
        int shallow,
        int deep,
        int grown,
        int costs,
        Duration held,
        int samples,
        int files,
        int readers,
        int issues) {
    /** As the published figures are taken. */
    public static final Scale FULL =
            new Scale(20, 40_000, 1_000, 1_000_000, 5_000_000, 3_000_000, Duration.ofSeconds(60), 400, 20_000, 200, 4);

    /** Small enough for a minute in all. */
    public static final Scale SMOKE =
            new Scale(8, 25_000, 500, 10_000, 10_000, 50_000, Duration.ofSeconds(1), 30, 100, 20, 1);

    /** Rows that outlast one reading. */
    public int rowsFor(Timing timing) {
        return Math.toIntExact(perSecond * (timing.total().toMillis() + 1_000) / 1_000);
    }
}
