package io.colony.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.status.MetricsSnapshot;
import io.colony.engine.status.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatestSnapshotTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger readings = new AtomicInteger();

    @Test
    void isReadAgainOnlyAfterFiveSeconds() {
        LatestSnapshot latest = new LatestSnapshot(this::read, nanos::get, LONG);

        Optional<MetricsSnapshot> first = latest.get();
        nanos.set(Duration.ofMillis(4_999).toNanos());
        assertThat(latest.get().orElseThrow()).isSameAs(first.orElseThrow());
        nanos.set(Duration.ofSeconds(5).toNanos());
        assertThat(latest.get().orElseThrow()).isNotSameAs(first.orElseThrow());

        assertThat(readings).hasValue(2);
    }

    @Test
    void isReadOnceForAllWhoAskAtATime() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        LatestSnapshot latest = new LatestSnapshot(
                () -> {
                    await(goOn);
                    return read();
                },
                nanos::get,
                LONG);
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<MetricsSnapshot>>> answers = IntStream.range(0, 50)
                    .mapToObj(asker -> askers.submit(latest::get))
                    .toList();
            nanos.set(Duration.ofMinutes(1).toNanos());
            goOn.countDown();
            for (Future<Optional<MetricsSnapshot>> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isPresent();
            }
        }
        assertThat(readings.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void aStoreThatHangsHoldsNobodyAndIsAskedOnce() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        LatestSnapshot latest = new LatestSnapshot(
                () -> {
                    begun.incrementAndGet();
                    await(goOn);
                    return read();
                },
                nanos::get,
                Duration.ofMillis(1));

        assertThat(latest.get()).isEmpty();
        nanos.set(Duration.ofMinutes(1).toNanos());
        assertThat(latest.get()).isEmpty();
        assertThat(begun.get()).isLessThanOrEqualTo(1);
        goOn.countDown();
    }

    @Test
    void isEmptyWhileTheStoreIsAwayAndThereAgainAfterwards() {
        AtomicInteger asked = new AtomicInteger();
        LatestSnapshot latest = new LatestSnapshot(
                () -> {
                    if (asked.getAndIncrement() == 0) {
                        throw new StoreUnavailableException("away", new IllegalStateException("away"));
                    }
                    return read();
                },
                nanos::get,
                LONG);

        assertThat(latest.get()).isEmpty();
        assertThat(latest.get()).isEmpty();
        nanos.set(Duration.ofSeconds(5).toNanos());
        assertThat(latest.get()).isPresent();
    }

    private MetricsSnapshot read() {
        readings.incrementAndGet();
        return SampleSnapshot.with("develop");
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let it go on");
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
