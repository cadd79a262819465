package io.colony.runner;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the main thread that the process was asked to end (Ctrl-C, TERM), and holds the end back until the main thread
 * has cleaned up, for a while at most.
 */
public final class ShutdownSignal {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    /** Listens to the signals of this process. */
    public static ShutdownSignal ofThisProcess() {
        ShutdownSignal signal = new ShutdownSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::askAndWait, "shutdown"));
        return signal;
    }

    /** Asks, as a signal does. */
    public void ask() {
        asked.countDown();
    }

    /** Waits until asked, at most so long; answers whether it was asked. */
    public boolean await(Duration atMost) {
        try {
            return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The main thread has cleaned up. */
    public void finished() {
        finished.countDown();
    }

    private void askAndWait() {
        ask();
        try {
            if (!finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
