package io.colony.engine.process;

import io.colony.engine.process.LineListener.Stream;
import io.colony.engine.process.ProcessEnd.Reason;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One started program until nothing of it lives any more. */
final class SupervisedRun {
    /** What a program leaves behind when it exits by itself gets no long farewell. */
    private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(1);

    /** After the tree is dead its pipes hold 64 KiB at most; only a survivor can keep one open and say nothing. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(5);

    private final Process process;
    private final ProcessTree tree;
    private final ProcessSpec spec;
    private final LineListener listener;
    private final Watchdog watchdog;
    private final ReentrantLock listening = new ReentrantLock();
    private final AtomicReference<@Nullable RuntimeException> listenerFailure = new AtomicReference<>();
    private final AtomicLong told = new AtomicLong();
    private volatile boolean telling;
    private volatile boolean closed;

    SupervisedRun(Process process, ProcessTree tree, ProcessSpec spec, LineListener listener) {
        this.process = process;
        this.tree = tree;
        this.spec = spec;
        this.listener = listener;
        this.watchdog = new Watchdog(spec.limits());
    }

    ProcessEnd supervise(StopSignal stop) {
        Thread exit = Launch.thread("exit", process, this::waitForExit);
        Launch.thread("stdin", process, () -> Launch.feed(process, spec.standardInput()));
        Thread stdout = pump(Stream.STDOUT, process.getInputStream());
        Thread stderr = pump(Stream.STDERR, process.getErrorStream());
        spec.limits()
                .memoryBytes()
                .ifPresent(limit -> Launch.thread("memory", process, new MemoryWatch(process, limit, watchdog)));
        stop.onStop(() -> watchdog.stop(stop.reason().orElse("no reason given")));

        Watchdog.Verdict verdict = watchdog.await();
        // An interrupt has been heard; it must not cut short the end of the tree.
        boolean interrupted = Thread.interrupted();
        try {
            return end(verdict, List.of(exit, stdout, stderr), stop);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ProcessEnd end(Watchdog.Verdict verdict, List<Thread> servants, StopSignal stop) {
        int leftBehind = verdict.reason() == Reason.EXITED ? tree.living().size() : 0;
        List<Long> survivors = tree.end(grace(verdict.reason()));
        long deadline = System.nanoTime() + LAST_OUTPUT.toNanos();
        servants.forEach(thread -> join(thread, deadline));
        if (verdict.reason() == Reason.EXITED && survivors.isEmpty()) {
            servants.forEach(thread -> readToTheEnd(thread, stop));
        }
        closed = true;
        boolean heard = lastLineIsHeard();
        RuntimeException failure = listenerFailure.get();
        if (failure != null) {
            throw failure;
        }
        OptionalInt exitCode = process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
        return new ProcessEnd(
                verdict.reason(),
                exitCode,
                watchdog.elapsed(),
                survivors,
                describe(verdict, exitCode, leftBehind, survivors)
                        + (heard ? "" : " What it said last took too long to read and does not count."));
    }

    /** Whoever is told a line may hang on it; the end of the run does not wait for that for ever. */
    private boolean lastLineIsHeard() {
        try {
            if (listening.tryLock(LAST_OUTPUT.toNanos(), TimeUnit.NANOSECONDS)) {
                listening.unlock();
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private Duration grace(Reason reason) {
        Duration killAfter = spec.limits().killAfter();
        return reason == Reason.EXITED && killAfter.compareTo(LEFTOVER_GRACE) > 0 ? LEFTOVER_GRACE : killAfter;
    }

    private Thread pump(Stream stream, InputStream input) {
        LinePump pump = new LinePump(spec.limits().lineBytes(), new LinePump.Sink() {
            @Override
            public boolean bytes(int count) {
                return watchdog.output(count);
            }

            @Override
            public void line(String line, boolean cut) {
                tell(stream, line, cut);
            }
        });
        return Launch.thread(stream.name().toLowerCase(Locale.ROOT), process, () -> pump.pump(input));
    }

    private void tell(Stream stream, String line, boolean cut) {
        listening.lock();
        try {
            if (closed || listenerFailure.get() != null) {
                return;
            }
            telling = true;
            told.incrementAndGet();
            watchdog.activity(listener.line(stream, line, cut));
        } catch (RuntimeException e) {
            // Rethrown to the caller of the run, once nothing of the program lives.
            listenerFailure.set(e);
            watchdog.stop("its output could not be handled");
        } catch (VirtualMachineError e) {
            // A stack or a heap that a line was too much for: this thread has to live, and the caller to hear of it.
            listenerFailure.set(new IllegalStateException("A line of the output was too much for its reader: " + e, e));
            watchdog.stop("its output could not be handled");
        } finally {
            telling = false;
            listening.unlock();
        }
    }

    /** Whoever reads may be slower than who wrote, and the last line is the result: as long as lines come, they are read. */
    private void readToTheEnd(Thread thread, StopSignal stop) {
        long patience = spec.limits().wallClock().toNanos();
        long begun = System.nanoTime();
        long before = -1;
        while (thread.isAlive()
                && !stop.stopped()
                && !Thread.currentThread().isInterrupted()
                && System.nanoTime() - begun < patience) {
            long now = told.get();
            if (now == before && !telling) {
                return; // something that we do not see holds the pipe open
            }
            before = now;
            join(thread, System.nanoTime() + LAST_OUTPUT.toNanos());
        }
    }

    private void waitForExit() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watchdog.exited();
    }

    private static void join(Thread thread, long deadline) {
        try {
            long millis =
                    Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis());
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String describe(
            Watchdog.Verdict verdict, OptionalInt exitCode, int leftBehind, List<Long> survivors) {
        StringBuilder words = new StringBuilder();
        if (verdict.reason() == Reason.EXITED) {
            words.append("It exited with code ").append(exitCode.orElse(-1)).append('.');
        } else {
            words.append(verdict.detail());
        }
        if (leftBehind > 0) {
            words.append(" Processes it left behind: ").append(leftBehind).append('.');
        }
        if (!survivors.isEmpty()) {
            words.append(" Still alive although killed: ").append(survivors).append(". End them by hand.");
        }
        return words.toString();
    }
}
