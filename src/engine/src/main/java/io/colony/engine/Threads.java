package io.colony.engine;

import io.colony.engine.log.Log;
import io.colony.engine.queue.WakeUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;

/** The threads of one {@link Colony}, each repeating a step. */
final class Threads {
    private static final Logger LOG = Log.of(Threads.class);

    private final List<Loop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Adds a thread; it begins with {@link #start}. */
    void add(String name, BooleanSupplier step, WakeUp wakeUp, Duration pause) {
        add(name, step, wakeUp, pause, pause);
    }

    /** Adds one that looks less often after it has found nothing for some turns; a wake-up ends that. */
    void add(String name, BooleanSupplier step, WakeUp wakeUp, Duration pause, Duration rest) {
        add(name, new Loop(name, step, wakeUp, pause, rest));
    }

    /** Adds one whose waits are as long as the pace says. */
    void add(String name, BooleanSupplier step, WakeUp wakeUp, Loop.Pace pace) {
        add(name, new Loop(name, step, wakeUp, pace));
    }

    private void add(String name, Loop loop) {
        loops.add(loop);
        Thread thread = new Thread(loop, "colony-" + name);
        thread.setDaemon(true);
        threads.add(thread);
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void stop(Duration patience) {
        loops.forEach(Loop::stop);
        long end = System.nanoTime() + patience.toNanos();
        threads.stream().filter(thread -> thread.getState() != Thread.State.NEW).forEach(thread -> join(thread, end));
    }

    private static void join(Thread thread, long end) {
        long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
        try {
            if (!thread.join(Duration.ofMillis(left))) {
                LOG.warn("{} did not end in time; it is interrupted.", thread.getName());
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
