package io.colony.bench.postgres;

import io.colony.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Postgres's own programs on this machine. Where this process is root they run as the user {@code postgres}. */
final class PostgresPrograms {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String OWNER = "postgres";

    private final Path bin;
    private final boolean root;

    private PostgresPrograms(Path bin, boolean root) {
        this.bin = bin;
        this.root = root;
    }

    static PostgresPrograms find() {
        Path bin = newest().orElseThrow(() -> new BenchException("No Postgres server is installed below " + DEBIAN
                + ". On Debian: apt-get install postgresql-15, or use bin/bench, which does."));
        return new PostgresPrograms(bin, new ProcessOwner().isRoot());
    }

    private static Optional<Path> newest() {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"));
        } catch (IOException failure) {
            throw new BenchException(DEBIAN + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** Gives a directory to the user that the programs run as. */
    void handOver(Path directory) {
        if (root) {
            execute(List.of("chown", "-R", OWNER, directory.toString()));
        }
    }

    /** Runs one to its end; what it wrote. */
    String run(String program, String... arguments) {
        List<String> command = asOwner(false);
        command.add(bin.resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        return execute(command);
    }

    /** Starts one that ends when the calling thread does. */
    Process start(String program, List<String> arguments, Path log) {
        List<String> command = asOwner(true);
        command.add(bin.resolve(program).toString());
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException failure) {
            throw new BenchException(program + " could not be started: " + failure.getMessage(), failure);
        }
    }

    void signal(String signal, long pid) {
        execute(List.of("kill", signal, Long.toString(pid)));
    }

    void remove(Path directory) {
        execute(List.of("rm", "-rf", directory.toString()));
    }

    private List<String> asOwner(boolean endsWithParent) {
        List<String> command = new ArrayList<>();
        if (root || endsWithParent) {
            command.add("setpriv");
        }
        if (root) {
            command.addAll(List.of("--reuid", OWNER, "--regid", OWNER, "--clear-groups"));
        }
        if (endsWithParent) {
            command.addAll(List.of("--pdeathsig", "QUIT"));
        }
        return command;
    }

    private static String execute(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset());
            if (process.waitFor() != 0) {
                throw new BenchException("'" + String.join(" ", command) + "' failed: " + output.strip());
            }
            return output;
        } catch (IOException failure) {
            throw new BenchException(
                    "'" + String.join(" ", command) + "' could not be started: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchException("'" + String.join(" ", command) + "' was interrupted.", interrupted);
        }
    }
}
