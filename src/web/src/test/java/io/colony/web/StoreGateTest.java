package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.status.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StoreGateTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final StoreGate gate = new StoreGate(nanos::get);

    @Test
    void readsAreLetThroughWhileTheStoreAnswers() {
        assertThat(gate.read(() -> "one")).isEqualTo("one");
        assertThat(gate.read(() -> "two")).isEqualTo("two");
    }

    @Test
    void afterAFailureOneInASecondAsksAndAllOthersAreToldAtOnce() {
        fails(StoreGateTest::unreachable);
        fails(StoreGateTest::unreachable);
        fails(StoreGateTest::unreachable);
        assertThat(asked).hasValue(1);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        fails(StoreGateTest::unreachable);
        fails(StoreGateTest::unreachable);
        assertThat(asked).hasValue(2);
    }

    @Test
    void whileOneAsksTheOthersAreToldAtOnce() {
        fails(StoreGateTest::unreachable);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        String answer = gate.read(() -> {
            fails(StoreGateTest::unreachable);
            return "back";
        });

        assertThat(answer).isEqualTo("back");
        assertThat(asked).hasValue(1);
        assertThat(gate.read(() -> "for all")).isEqualTo("for all");
    }

    @Test
    void aLockedTableHoldsOnlyItsOwnReadersUp() {
        fails(() -> {
            throw new StoreUnavailableException("locked", new IOException("canceled by a time limit"));
        });

        assertThat(gate.read(() -> "another page")).isEqualTo("another page");
    }

    @Test
    void anotherFailureOfTheOneThatAsksLetsTheNextOneAsk() {
        fails(StoreGateTest::unreachable);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThatThrownBy(() -> gate.read(() -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(gate.read(() -> "back")).isEqualTo("back");
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
