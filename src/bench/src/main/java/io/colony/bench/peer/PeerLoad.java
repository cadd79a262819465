package io.colony.bench.peer;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import io.colony.bench.harness.Latencies;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Timing;
import io.colony.bench.store.Databases;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/** How many trivial tasks a second db-scheduler runs, flat out. */
public final class PeerLoad {
    private PeerLoad() {}

    /** One reading. */
    public static Measured run(Databases.Copy copy, Timing timing, UnaryOperator<SchedulerBuilder> configured) {
        LongAdder ran = new LongAdder();
        try (DbScheduler scheduler = DbScheduler.open(copy, 24, configured, instance -> ran.increment())) {
            scheduler.start();
            return measure(ran, timing);
        }
    }

    /** Counts over the measured time, in tasks a second. */
    public static Measured measure(LongAdder ran, Timing timing) {
        Latencies.pause(timing.warmUp());
        long before = ran.sum();
        long start = System.nanoTime();
        Latencies.pause(timing.measured());
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        return Measured.of((ran.sum() - before) / seconds, "tasks/s");
    }
}
