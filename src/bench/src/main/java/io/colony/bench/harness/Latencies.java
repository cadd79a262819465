package io.colony.bench.harness;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Times between two acts that different threads do. Safe for use by many threads. */
public final class Latencies {
    private static final double NANOS_PER_MS = 1_000_000;

    private final Map<Long, Long> open = new ConcurrentHashMap<>();
    private final Histogram histogram = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(5), 3);
    private final Semaphore ended = new Semaphore(0);

    /** The act of that number begins now. */
    public void began(long number) {
        open.put(number, System.nanoTime());
    }

    /** It has come to its end. An end without a beginning does not count. */
    public void ended(long number) {
        Long start = open.remove(number);
        if (start != null) {
            histogram.recordValue(System.nanoTime() - start);
            ended.release();
        }
    }

    /** Waits until so many have ended; whether they have. */
    public boolean await(int acts, Duration patience) {
        try {
            return ended.tryAcquire(acts, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The median as the figure, in milliseconds. */
    public Measured measured() {
        double median = milliseconds(50);
        return new Measured(median, "ms", OptionalDouble.of(median), OptionalDouble.of(milliseconds(99)), List.of());
    }

    /** The same percentiles beside another figure. */
    public Measured beside(double value, String unit) {
        return new Measured(
                value, unit, OptionalDouble.of(milliseconds(50)), OptionalDouble.of(milliseconds(99)), List.of());
    }

    private double milliseconds(double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_PER_MS;
    }

    /** Lets what goes on go on for a while. */
    public static void pause(Duration time) {
        try {
            // Nobody counts it down.
            new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
