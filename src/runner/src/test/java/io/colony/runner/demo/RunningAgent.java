package io.colony.runner.demo;

import io.colony.engine.process.LineListener;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.ProcessSpec;
import io.colony.engine.process.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An agent under supervision while it runs: a test waits for what it prints and starts, then ends it. */
final class RunningAgent implements AutoCloseable {
    /** A bound for a machine under load, not a time in which anything is expected: every wait ends with its signal. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final StopSignal stop = new StopSignal();
    private final List<String> lines = new ArrayList<>();
    private final FutureTask<ProcessEnd> run;

    private RunningAgent(ProcessSpec spec) {
        LocalProcessSupervisor supervisor = new LocalProcessSupervisor();
        this.run = new FutureTask<>(() -> supervisor.run(spec, this::line, stop));
    }

    static RunningAgent start(ProcessSpec spec) {
        RunningAgent agent = new RunningAgent(spec);
        Thread.ofPlatform().daemon().name("running-agent").start(agent.run);
        return agent;
    }

    private LineListener.Activity line(LineListener.Stream stream, String line, boolean cut) {
        synchronized (lines) {
            lines.add(stream == LineListener.Stream.STDOUT ? line : stream + ": " + line);
            lines.notifyAll();
        }
        return LineListener.Activity.ALIVE;
    }

    /** Returns once a line contains the text. */
    void awaitLine(String text) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            while (lines.stream().noneMatch(line -> line.contains(text))) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || run.isDone()) {
                    throw failure("did not print '" + text + "'");
                }
                // Its end tells nobody; a short round notices it.
                lines.wait(Math.min(left, 500));
            }
        }
    }

    /** A living descendant of this program with that command line; returns once there is one. */
    ProcessHandle awaitChild(String commandLine) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<ProcessHandle> child = child(commandLine);
        while (child.isEmpty()) {
            if (deadline - System.nanoTime() <= 0 || run.isDone()) {
                throw failure("has no child process '" + commandLine + "'");
            }
            // The start of somebody else's child cannot be waited for.
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            child = child(commandLine);
        }
        return child.get();
    }

    private static Optional<ProcessHandle> child(String commandLine) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").endsWith(commandLine))
                .findFirst();
    }

    boolean alive() {
        return !run.isDone();
    }

    /** Asks the supervisor to end it and returns how it ended. */
    ProcessEnd end() throws InterruptedException {
        stop.stop("the test has seen enough");
        try {
            return run.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failure("did not end");
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** What it has printed so far. */
    Stream<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines).stream();
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError("The agent " + what + " within " + PATIENCE + (alive() ? " (it runs)" : " (it ended)")
                + ". It printed:\n" + String.join("\n", lines().toList()));
    }

    @Override
    public void close() {
        stop.stop("the test is over");
    }
}
