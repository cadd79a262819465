package io.colony.engine.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands on this machine and keeps what they print in memory. A command that prints more than allowed is killed
 * and answers -1: half an answer must not be taken for a whole one. Safe for use by many threads.
 */
public final class LocalCommandRunner implements CommandRunner {
    private static final int USUAL_LIMIT = 32 << 20;

    /** How long to wait for the ends of pipes that something the command left behind may hold open. */
    private static final Duration LAST_OUTPUT = Duration.ofMillis(500);

    private static final Duration KILL_AFTER = Duration.ofSeconds(2);

    private final int limit;

    /** Keeps up to 32 MiB of each stream. */
    public LocalCommandRunner() {
        this(USUAL_LIMIT);
    }

    LocalCommandRunner(int limit) {
        this.limit = limit;
    }

    @Override
    public CommandOutput run(
            List<String> command, Path directory, Map<String, String> environment, String input, Duration timeout) {
        return run(command, directory, environment, new Exchange(input, limit, timeout))
                .output();
    }

    @Override
    public Beginning begin(
            List<String> command, Path directory, Map<String, String> environment, int most, Duration timeout) {
        return run(command, directory, environment, new Exchange("", most, timeout));
    }

    /**
     * What passes between a command and us.
     *
     * @param most how much of its standard output is kept
     */
    private record Exchange(String input, int most, Duration timeout) {}

    private Beginning run(List<String> command, Path directory, Map<String, String> environment, Exchange exchange) {
        if (!Files.isDirectory(directory)) {
            return notStarted("The directory '" + directory + "' to run in does not exist.");
        }
        Optional<Path> program = ProgramLookup.find(command.getFirst(), directory, environment);
        if (program.isEmpty()) {
            return notStarted(ProgramLookup.missing(command.getFirst(), environment));
        }
        List<String> words =
                new Containment(Containment.Kind.TREE, List.of()).wrap(program.get(), command, environment.keySet());
        try {
            return collect(Launch.start(words, directory, environment), exchange);
        } catch (IOException e) {
            return notStarted("The program '" + program.get() + "' could not be started: " + e.getMessage());
        }
    }

    private Beginning collect(Process process, Exchange exchange) {
        String input = exchange.input();
        ProcessTree tree = new ProcessTree(process.toHandle(), Containment.Kind.TREE, Optional.empty());
        Collector stdout = new Collector(process, process.getInputStream(), exchange.most());
        Collector stderr = new Collector(process, process.getErrorStream(), limit);
        Thread out = Launch.thread("stdout", process, stdout);
        Thread err = Launch.thread("stderr", process, stderr);
        if (input.isEmpty()) {
            Launch.feed(process, input);
        } else {
            Launch.thread("stdin", process, () -> Launch.feed(process, input));
        }
        boolean interrupted = false;
        boolean exited = false;
        try {
            exited = process.waitFor(exchange.timeout().toNanos(), TimeUnit.NANOSECONDS);
            if (exited) {
                out.join(LAST_OUTPUT);
                err.join(LAST_OUTPUT);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (!exited) {
            tree.end(KILL_AFTER);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        CommandOutput output = output(process, stdout, stderr, exited, interrupted);
        return new Beginning(output, stdout.overflow() && exited && !stderr.overflow());
    }

    private CommandOutput output(
            Process process, Collector stdout, Collector stderr, boolean exited, boolean interrupted) {
        boolean overflow = stdout.overflow() || stderr.overflow();
        String errors = stderr.text();
        if (overflow) {
            int most = stdout.overflow() ? stdout.limit : stderr.limit;
            errors += "\nIt printed more than " + most + " bytes and was killed.";
        }
        if (interrupted) {
            errors += "\nThe thread that waited for it was interrupted; it was killed.";
        }
        int exitCode = exited && !overflow ? process.exitValue() : -1;
        return new CommandOutput(exitCode, stdout.text(), errors, !exited && !interrupted);
    }

    private static Beginning notStarted(String why) {
        return new Beginning(new CommandOutput(-1, "", why, false), false);
    }

    /** Reads one stream; kills the process when it is too much. */
    private static final class Collector implements Runnable {
        private final Process process;
        private final InputStream stream;
        private final int limit;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean overflow;

        Collector(Process process, InputStream stream, int limit) {
            this.process = process;
            this.stream = stream;
            this.limit = limit;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[32 * 1024];
            try {
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    if (!keep(buffer, count)) {
                        process.destroyForcibly();
                    }
                }
            } catch (IOException e) {
                // Closed when the process was killed: what came so far stands.
                return;
            }
        }

        private synchronized boolean keep(byte[] buffer, int count) {
            overflow |= bytes.size() + count > limit;
            bytes.write(buffer, 0, Math.min(count, limit - bytes.size()));
            return !overflow;
        }

        synchronized boolean overflow() {
            return overflow;
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
