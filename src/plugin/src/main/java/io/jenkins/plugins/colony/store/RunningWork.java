package io.jenkins.plugins.colony.store;

import io.colony.engine.process.StopSignal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stages that run by hands which do not outlive this controller. Safe for use by many threads. */
public final class RunningWork {
    private final Set<StopSignal> running = new HashSet<>();
    private String closing = "";

    /** Notes a stage that begins; it is asked to stop at once where everything is being ended. */
    public void begin(StopSignal stage) {
        String why;
        synchronized (this) {
            running.add(stage);
            why = closing;
        }
        if (!why.isEmpty()) {
            stage.stop(why);
        }
    }

    /** Notes that it has ended. */
    public synchronized void end(StopSignal stage) {
        running.remove(stage);
        notifyAll();
    }

    /** Asks every stage to stop, and those that begin later too; waits until all have ended, or for so long. */
    void stopAll(String why, Duration patience) {
        List<StopSignal> asked;
        synchronized (this) {
            closing = why;
            asked = List.copyOf(running);
        }
        asked.forEach(stage -> stage.stop(why));
        awaitNone(System.nanoTime() + patience.toNanos());
    }

    private synchronized void awaitNone(long deadline) {
        try {
            for (long left = deadline - System.nanoTime();
                    left > 0 && !running.isEmpty();
                    left = deadline - System.nanoTime()) {
                wait(Math.max(1, Duration.ofNanos(left).toMillis()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
