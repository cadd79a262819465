package io.colony.bench.harness;

import io.colony.bench.BenchException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Drives something from several threads, each as fast as it is answered: first for the warm-up, then for the measured
 * time.
 */
public final class Load {
    private static final double NANOS_PER_MS = 1_000_000;

    private Load() {}

    /** What one thread repeats. Closed when the load ends. */
    public interface Client extends AutoCloseable {
        /** Does one step, and records each operation in it. {@code false} when there is nothing left to do. */
        boolean step(Recorder recorder) throws SQLException;

        @Override
        default void close() throws SQLException {}
    }

    /** Makes a thread's client, before anything is measured. */
    @FunctionalInterface
    public interface Clients {
        Client make(int number) throws SQLException;
    }

    /** Runs the clients; operations per second with latencies. */
    public static Measured run(int threads, Timing timing, String unit, Clients clients) {
        Phase phase = new Phase();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        List<Recorder> recorders = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int number = 0; number < threads; number++) {
            Recorder recorder = new Recorder(phase);
            recorders.add(recorder);
            Client client = made(clients, number);
            running.add(Thread.ofPlatform().name("load-" + number).unstarted(() -> {
                try (client) {
                    drive(client, recorder, phase);
                } catch (SQLException | RuntimeException | Error fault) {
                    failure.compareAndSet(null, fault);
                    ended.countDown();
                }
            }));
        }
        running.forEach(Thread::start);
        await(ended, timing.warmUp(), phase, timing.least());
        long start = System.nanoTime();
        phase.measure();
        await(ended, timing.measured(), phase, timing.least());
        long nanos = System.nanoTime() - start;
        phase.end();
        running.forEach(Load::join);
        Throwable broken = failure.get();
        if (broken != null) {
            throw new BenchException("A client failed: " + broken.getMessage(), broken);
        }
        return summary(recorders, nanos, unit);
    }

    private static void drive(Client client, Recorder recorder, Phase phase) throws SQLException {
        while (!phase.over()) {
            if (!client.step(recorder)) {
                throw new BenchException("There was nothing left to do: the store was filled with too little.");
            }
        }
    }

    private static Client made(Clients clients, int number) {
        try {
            return clients.make(number);
        } catch (SQLException failure) {
            throw new BenchException("A client could not be made: " + failure.getMessage(), failure);
        }
    }

    private static Measured summary(List<Recorder> recorders, long nanos, String unit) {
        Histogram all = new Histogram(3);
        all.setAutoResize(true);
        long done = 0;
        for (Recorder recorder : recorders) {
            all.add(recorder.latencies());
            done += recorder.done();
        }
        return new Measured(
                done * (double) TimeUnit.SECONDS.toNanos(1) / nanos,
                unit,
                percentile(all, 50),
                percentile(all, 99),
                List.of());
    }

    private static OptionalDouble percentile(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(histogram.getValueAtPercentile(percentile) / NANOS_PER_MS);
    }

    private static void await(CountDownLatch ended, Duration time, Phase phase, long least) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(Timing.PATIENCE_SECONDS);
        try {
            boolean over = ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
            while (!over && phase.done() < least && System.nanoTime() < patience) {
                over = ended.await(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
