package io.colony.runner.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Processes of this machine that belong to a directory: it stands in their command line or environment. */
final class Processes {
    private Processes() {}

    /** Without the embedded Postgres, which is meant to outlive a killed program. */
    static List<ProcessHandle> of(Path directory) {
        return find(text -> text.contains(directory.toString()) && !text.contains("postgres"));
    }

    static List<ProcessHandle> withPostgres(Path directory) {
        return find(text -> text.contains(directory.toString()));
    }

    private static List<ProcessHandle> find(Predicate<String> wanted) {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self)
                .filter(process -> wanted.test(read(process, "cmdline") + read(process, "environ")))
                .toList();
    }

    /** Waits until each has ended. */
    static void awaitEnd(List<ProcessHandle> processes, Duration within) throws InterruptedException {
        long until = System.nanoTime() + within.toNanos();
        for (ProcessHandle process : processes) {
            try {
                process.onExit().get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException lives) {
                throw new AssertionError("Process " + process.pid() + " still lives after " + within + ": "
                        + read(process, "cmdline").replace('\0', ' '));
            } catch (ExecutionException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    private static String read(ProcessHandle process, String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), name), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
