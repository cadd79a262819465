package io.colony.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.queue.WakeUp;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LoopTest {
    @Test
    void aStepThatIsTooMuchForTheMachineDoesNotEndTheThread() throws InterruptedException {
        CountDownLatch again = new CountDownLatch(1);
        AtomicInteger steps = new AtomicInteger();
        Loop loop = new Loop(
                "worker",
                () -> {
                    if (steps.incrementAndGet() == 1) {
                        throw new StackOverflowError();
                    }
                    again.countDown();
                    return false;
                },
                WakeUp.inProcess(),
                idle -> Duration.ofMillis(1));
        Thread.ofPlatform().daemon().start(loop);

        assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
        loop.stop();
    }
}
