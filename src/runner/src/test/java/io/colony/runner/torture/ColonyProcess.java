package io.colony.runner.torture;

import io.colony.engine.config.HostEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The program as a process of its own, on this test's class path, started as {@code bin/colony} starts it. */
final class ColonyProcess implements AutoCloseable {
    private static final HostEnvironment HERE = HostEnvironment.ofThisProcess();
    private static final Duration CLEAN_END = Duration.ofMinutes(1);

    private final Process process;
    private final Output out;
    private final Output err;

    private ColonyProcess(Process process) {
        this.process = process;
        this.out = new Output(process.getInputStream());
        this.err = new Output(process.getErrorStream());
    }

    /** The real program. */
    static ColonyProcess colony(Path directory, String... arguments) {
        return start(directory, "io.colony.runner.cli.Main", Map.of(), arguments);
    }

    /** The real program with variables that replace those of this process. */
    static ColonyProcess colonyWith(Map<String, String> variables, Path directory, String... arguments) {
        return start(directory, "io.colony.runner.cli.Main", variables, arguments);
    }

    /** {@link QuickWork}. */
    static ColonyProcess quickWork(QuickProject project, int issues, String mode) {
        return start(project.directory(), QuickWork.class.getName(), Map.of(), Integer.toString(issues), mode);
    }

    private static ColonyProcess start(
            Path directory, String main, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                HERE.javaHome().resolve("bin/java").toString(),
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                HERE.classPath(),
                main));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("COLONY_"));
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new ColonyProcess(process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String path() {
        return HERE.variables().getOrDefault("PATH", "/usr/bin:/bin");
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Whether it ended by itself within that time. */
    boolean ended(Duration within) throws InterruptedException {
        return process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Kill -9 of this process alone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Asks it to end, as Ctrl-C does, and answers its exit code. */
    int end() throws InterruptedException {
        process.destroy();
        return exitCode(CLEAN_END);
    }

    int exitCode(Duration within) throws InterruptedException {
        if (!ended(within)) {
            kill();
            throw new AssertionError("It did not end within " + within + ". " + this);
        }
        out.ended();
        err.ended();
        return process.exitValue();
    }

    String out() {
        return out.text();
    }

    String err() {
        return err.text();
    }

    /** Waits for a line on standard error. */
    String awaitErr(Predicate<String> wanted, Duration within) throws InterruptedException {
        @Nullable String line = err.await(wanted, within);
        if (line == null) {
            throw new AssertionError("It did not say so within " + within + ". " + this);
        }
        return line;
    }

    /** Returns at the next line on standard error, at its end, or after that time. */
    void awaitNews(Duration atMost) throws InterruptedException {
        int seen = err.count();
        err.await(atMost, () -> err.count() > seen);
    }

    /** Where nothing else has: so that a failed test leaves no process. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return "process " + process.pid() + (process.isAlive() ? " (alive)" : " (ended)") + "\n--- out\n" + out.text()
                + "--- err\n" + err.text();
    }

    /** One stream, read to its end by a thread. */
    private static final class Output {
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch end = new CountDownLatch(1);

        Output(InputStream stream) {
            Thread thread = new Thread(() -> read(stream), "output of a process");
            thread.setDaemon(true);
            thread.start();
        }

        private void read(InputStream stream) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    synchronized (lines) {
                        lines.add(line);
                        lines.notifyAll();
                    }
                }
            } catch (IOException closed) {
                lines.add("(" + closed.getMessage() + ")");
            } finally {
                end.countDown();
            }
        }

        void ended() throws InterruptedException {
            // Something that was started may hold the stream open; what came so far stands.
            boolean whole = end.await(5, TimeUnit.SECONDS);
            if (!whole) {
                lines.add("(the stream is still open)");
            }
        }

        int count() {
            return lines.size();
        }

        String text() {
            synchronized (lines) {
                return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
            }
        }

        @Nullable
        String await(Predicate<String> wanted, Duration within) throws InterruptedException {
            await(within, () -> lines.stream().anyMatch(wanted));
            synchronized (lines) {
                return lines.stream().filter(wanted).findFirst().orElse(null);
            }
        }

        void await(Duration within, java.util.function.BooleanSupplier reached) throws InterruptedException {
            long until = System.nanoTime() + within.toNanos();
            synchronized (lines) {
                while (!reached.getAsBoolean() && end.getCount() > 0) {
                    long left = (until - System.nanoTime()) / 1_000_000;
                    if (left <= 0) {
                        return;
                    }
                    lines.wait(left);
                }
            }
        }
    }
}
