package io.colony.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalTest {
    private final WakeUp wakeUp = WakeUp.inProcess();

    @Test
    void doesNotLoseAWakeUpBetweenPollAndWait() throws InterruptedException {
        long ticket = wakeUp.ticket();
        wakeUp.wake();

        assertThat(wakeUp.await(ticket, Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void answersFalseWhenNothingHappens() throws InterruptedException {
        wakeUp.wake();

        assertThat(wakeUp.await(wakeUp.ticket(), Duration.ofMillis(1))).isFalse();
    }

    @Test
    void wakesEverybodyWhoWaits() throws Exception {
        long ticket = wakeUp.ticket();
        try (ExecutorService waiters = Executors.newFixedThreadPool(2)) {
            var one = CompletableFuture.supplyAsync(() -> await(ticket), waiters);
            var other = CompletableFuture.supplyAsync(() -> await(ticket), waiters);
            wakeUp.wake();

            assertThat(one.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(other.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private boolean await(long ticket) {
        try {
            return wakeUp.await(ticket, Duration.ofMinutes(1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
