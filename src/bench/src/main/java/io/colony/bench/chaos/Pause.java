package io.colony.bench.chaos;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass where time itself is what is tested; an interrupt ends it. */
final class Pause {
    private Pause() {}

    static void of(Duration length) {
        await(new CountDownLatch(1), length);
    }

    /** Whether the latch opened before. */
    static boolean await(CountDownLatch latch, Duration length) {
        try {
            return latch.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
