package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.status.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StoreGateTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<Runnable> behind = new ArrayDeque<>();
    private final AtomicReference<Runnable> store = new AtomicReference<>(() -> {});
    private final StoreGate gate = new StoreGate(nanos::get, () -> store.get().run(), behind::add);
    private final StoreGate prompt = new StoreGate(nanos::get, () -> store.get().run(), Runnable::run);

    @Test
    void readsAreLetThroughWhileTheStoreAnswers() {
        assertThat(gate.read(() -> "one")).isEqualTo("one");
        assertThat(gate.read(() -> "two")).isEqualTo("two");
    }

    @Test
    void afterAFailureAllAreToldAtOnceAndOnceInASecondSomebodyElseAsks() {
        fails(StoreGateTest::unreachable);
        fails(StoreGateTest::unreachable);
        assertThat(asked).hasValue(1);
        assertThat(behind).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        fails(StoreGateTest::unreachable);
        fails(StoreGateTest::unreachable);
        assertThat(asked).hasValue(1);
        assertThat(behind).hasSize(1);

        store.set(StoreGateTest::unreachable);
        behind.remove().run();
        fails(StoreGateTest::unreachable);
        assertThat(behind).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        store.set(() -> {});
        fails(StoreGateTest::unreachable);
        behind.remove().run();
        assertThat(gate.read(() -> "back")).isEqualTo("back");
    }

    @Test
    void whoHasAStoreAskedThatIsBackReadsAtOnce() {
        assertThatThrownBy(() -> prompt.read(StoreGateTest::unreachable)).isInstanceOf(StoreUnavailableException.class);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(prompt.read(() -> "back")).isEqualTo("back");
    }

    @Test
    void aLockedTableHoldsOnlyItsOwnReadersUp() {
        fails(() -> {
            throw new StoreUnavailableException("locked", new IOException("canceled by a time limit"));
        });

        assertThat(gate.read(() -> "another page")).isEqualTo("another page");
    }

    @Test
    void anotherFailureLetsTheNextOneAsk() {
        assertThatThrownBy(() -> prompt.read(StoreGateTest::unreachable)).isInstanceOf(StoreUnavailableException.class);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        store.set(() -> {
            throw new IllegalStateException("a bug");
        });
        assertThatThrownBy(() -> prompt.read(() -> {
                    throw new IllegalStateException("the same bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(prompt.read(() -> "back")).isEqualTo("back");
    }

    private static String unreachable() {
        throw new StoreUnavailableException("gone", true, new IOException("connection refused"));
    }

    private void fails(Supplier<String> reading) {
        assertThatThrownBy(() -> gate.read(() -> {
                    asked.incrementAndGet();
                    return reading.get();
                }))
                .isInstanceOf(StoreUnavailableException.class);
    }
}
