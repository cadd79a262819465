package io.colony.runner.postgres;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code initdb} and {@code pg_ctl}. */
final class PostgresControl {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresControl.class);
    private static final String PARTIAL = "data.initialising";
    private static final int LOG_TAIL = 12;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final CommandRunner runner;
    private final HostEnvironment host;
    private final Path directory;
    private final Path programs;

    /** @param directory the one that holds programs, data and log */
    PostgresControl(CommandRunner runner, HostEnvironment host, Path directory, Path programs) {
        this.runner = runner;
        this.host = host;
        this.directory = directory;
        this.programs = programs;
    }

    /** Makes the data directory, or leaves none behind. */
    void initialise(Path data, String user, Path passwordFile) throws IOException {
        sweep();
        // Whoever has called from the wrong directory would wonder where all issues are.
        LOG.warn(
                "a new, empty store is made in {}; each directory that a command is called in has its own, and --work"
                        + " names another",
                directory);
        // A name of its own: the initdb of a program that was killed may still be writing, and removes what it wrote.
        Path partial = directory.resolve(PARTIAL + "-" + ProcessHandle.current().pid());
        run(
                "initdb",
                "-D",
                partial.toString(),
                "-U",
                user,
                "-A",
                "scram-sha-256",
                "--pwfile=" + passwordFile,
                "-E",
                "UTF8",
                "--no-locale",
                "--no-instructions");
        Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void sweep() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PARTIAL + "*")) {
            for (Path each : left) {
                try {
                    Directories.delete(each);
                } catch (DirectoryNotEmptyException stillWritten) {
                    LOG.info("{} is still being written by a program that was killed; a later start removes it.", each);
                }
            }
        }
    }

    /** Starts the server in a session of its own, so that what ends this program does not end it. */
    void start(Path data, int port) {
        run(
                "pg_ctl",
                "start",
                "-w",
                "-t",
                "60",
                "-s",
                "-D",
                data.toString(),
                "-l",
                log().toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c timezone=UTC"
                        + " -c max_connections=100 -c shared_buffers=64MB");
    }

    /** Whether the server's log ends with the refusal of a port. */
    boolean lastStartMetATakenPort() {
        return logTail().stream().anyMatch(line -> line.contains("Address already in use"));
    }

    private List<String> logTail() {
        try {
            List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
            return lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size());
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    void stop(Path data, String mode) {
        run("pg_ctl", "stop", "-w", "-t", "30", "-s", "-m", mode, "-D", data.toString());
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (host.root()) {
            // Postgres refuses to run as root; in a user namespace without a mapping it is nobody, and still owns its
            // files.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        CommandOutput output = runner.run(command, directory, environment(), "", TIMEOUT);
        if (output.exitCode() != 0) {
            throw new RunnerException(ExitCode.UNAVAILABLE, sentence(program, output));
        }
    }

    private String sentence(String program, CommandOutput output) {
        String words = (output.stdout() + output.stderr()).strip().lines().reduce("no output", (first, last) -> last);
        String logged = logTail().stream()
                .filter(line -> line.contains("FATAL") || line.contains("PANIC"))
                .reduce("", (first, last) -> " Its log says: " + last);
        String asRoot = host.root()
                ? "As root it needs 'unshare -U' to be allowed; where it is not, run Colony as an ordinary user. "
                : "";
        return "The embedded Postgres did not obey '" + program + "' (" + words + ")." + logged + " " + asRoot + "See "
                + log() + ", or set store.url to a Postgres of your own.";
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", host.variables().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("LC_ALL", "C");
        return environment;
    }
}
