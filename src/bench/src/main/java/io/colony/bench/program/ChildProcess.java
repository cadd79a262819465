package io.colony.bench.program;

import io.colony.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that a reading needs beside it. Closing it ends it. Used by one thread. */
public final class ChildProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it in the directory; what it writes to standard error goes to {@code <name>.log} there. It inherits no variable
     * {@code COLONY_…}, by which it would be another program than with the next person.
     */
    public static ChildProcess start(String name, Path directory, List<String> command) {
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(ending(command))
                .directory(directory.toFile())
                .redirectError(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("COLONY_"));
        try {
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException failure) {
            throw new BenchException(name + " could not be started: " + failure.getMessage(), failure);
        }
    }

    /** The program ends when this one does, however that ends. */
    private static List<String> ending(List<String> command) {
        List<String> all = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        all.addAll(command);
        return all;
    }

    public Process process() {
        return process;
    }

    /** What it has used of the processors, without the programs that it started. */
    public Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What it wrote to standard error. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            return "(no log: " + failure.getMessage() + ")";
        }
    }

    /** Throws where it has ended. */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchException(name + " has ended with exit code " + process.exitValue() + ":\n" + log());
        }
    }

    /** Ends it without a chance to say anything, as a crash does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Waits until it has ended, for half a minute at most; its exit code. */
    public int exitCode() {
        if (!awaitEnd()) {
            throw new BenchException(name + " did not end within " + PATIENCE_SECONDS + " s:\n" + log());
        }
        return process.exitValue();
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd()) {
            process.destroyForcibly();
        }
    }
}
