package io.colony.engine.process;

import io.colony.engine.process.ProcessEnd.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Watches the limits of one run: one thread waits in {@link #await}, the others tell it what happens. */
final class Watchdog {
    private final ProcessLimits limits;
    private final long started = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long lastEvent = started;
    private Duration patience;
    private long bytes;
    private boolean exited;
    private Optional<Verdict> verdict = Optional.empty();

    Watchdog(ProcessLimits limits) {
        this.limits = limits;
        this.patience = limits.inactivity();
    }

    /** Why a run ends, in a word and in a sentence. */
    record Verdict(Reason reason, String detail) {}

    void activity(LineListener.Activity activity) {
        if (!activity.alive()) {
            return;
        }
        lock.lock();
        try {
            lastEvent = System.nanoTime();
            Duration next = activity.patience().orElse(limits.inactivity());
            if (!next.equals(patience)) {
                patience = next;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts output; false when it is more than allowed. */
    boolean output(int count) {
        lock.lock();
        try {
            bytes += count;
            if (bytes <= limits.outputBytes()) {
                return true;
            }
            decide(new Verdict(
                    Reason.OUTPUT_LIMIT, "It printed more than " + limits.outputBytes() + " bytes and was ended."));
            return false;
        } finally {
            lock.unlock();
        }
    }

    void memory(long limitBytes) {
        lock.lock();
        try {
            decide(new Verdict(
                    Reason.MEMORY_LIMIT,
                    "Its processes held more than " + (limitBytes >> 20) + " MiB of memory and were ended."));
        } finally {
            lock.unlock();
        }
    }

    void exited() {
        lock.lock();
        try {
            exited = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void stop(String why) {
        lock.lock();
        try {
            decide(new Verdict(Reason.STOPPED, "It was stopped: " + why));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the program has exited or has to be ended. An interrupt is a reason to end it. */
    Verdict await() {
        lock.lock();
        try {
            for (Optional<Verdict> end = ended(); ; end = ended()) {
                if (end.isPresent()) {
                    return end.get();
                }
                changed.await(nanosLeft(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict(Reason.STOPPED, "It was stopped: the thread that waited for it was interrupted.");
        } finally {
            lock.unlock();
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private void decide(Verdict why) {
        if (verdict.isEmpty() && !exited) {
            verdict = Optional.of(why);
            changed.signalAll();
        }
    }

    private Optional<Verdict> ended() {
        if (verdict.isPresent()) {
            return verdict;
        }
        if (exited) {
            return Optional.of(new Verdict(Reason.EXITED, "It exited."));
        }
        if (nanosLeft() > 0) {
            return Optional.empty();
        }
        verdict = Optional.of(
                wallNanosLeft() <= 0
                        ? new Verdict(
                                Reason.WALL_CLOCK,
                                "It ran longer than " + words(limits.wallClock()) + " and was ended.")
                        : new Verdict(
                                Reason.INACTIVITY, "It reported nothing for " + words(patience) + " and was ended."));
        return verdict;
    }

    private long nanosLeft() {
        return Math.min(wallNanosLeft(), lastEvent + patience.toNanos() - System.nanoTime());
    }

    private long wallNanosLeft() {
        return started + limits.wallClock().toNanos() - System.nanoTime();
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
