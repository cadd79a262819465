package io.colony.bench.harness;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What one thread of a load has done in the measured time. Used by that thread until the load has ended. */
public final class Recorder {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    private final Histogram latencies = new Histogram(LONGEST, 3);
    private final Phase phase;
    private long done;

    Recorder(Phase phase) {
        this.phase = phase;
    }

    /** Notes one operation that took so long. */
    public void record(long nanos) {
        phase.count();
        if (phase.measuring()) {
            done++;
            latencies.recordValue(Math.min(nanos, LONGEST));
        }
    }

    long done() {
        return done;
    }

    Histogram latencies() {
        return latencies;
    }
}
