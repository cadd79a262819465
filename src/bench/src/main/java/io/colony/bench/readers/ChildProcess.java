package io.colony.bench.readers;

import io.colony.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that a reading needs beside it. Closing it ends it. Used by one thread. */
final class ChildProcess implements AutoCloseable {
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
    static ChildProcess start(String name, Path directory, List<String> command) {
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

    Process process() {
        return process;
    }

    /** What it has used of the processors, without the programs that it started. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What it wrote to standard error. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            return "(no log: " + failure.getMessage() + ")";
        }
    }

    /** Throws where it has ended. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchException(name + " has ended with exit code " + process.exitValue() + ":\n" + log());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
