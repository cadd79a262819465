package io.colony.bench.workspace;

import io.colony.bench.BenchException;
import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.git.GitCommand;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.workspace.Keeping;
import io.colony.engine.workspace.LocalWorkspaces;
import io.colony.engine.workspace.Workspaces.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A directory for a benchmark: a code host's repository, and whatever the contenders make. The peer and the limit run the
 * git of the machine as a script would; ours runs it as the program does. Closing it removes it.
 */
final class Ground implements AutoCloseable {
    static final String REPOSITORY = "bench/sources";

    private static final String PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final CommandRunner runner = new LocalCommandRunner();
    private final Path directory;
    private final SourceRepository host;
    private final AtomicInteger names = new AtomicInteger();

    /** @param files how many the repository will have */
    Ground(int files) {
        try {
            directory = Files.createTempDirectory("bench-workspace-");
            Files.createDirectory(directory.resolve("home"));
            host = new SourceRepository(this, directory.resolve("host.git"), files);
        } catch (IOException failure) {
            throw new BenchException("No directory for workspaces can be made: " + failure + ".", failure);
        }
    }

    Path directory() {
        return directory;
    }

    SourceRepository host() {
        return host;
    }

    /** A path below that is not used yet. */
    Path fresh(String kind) {
        return directory.resolve(kind + "-" + names.incrementAndGet());
    }

    LocalWorkspaces workspaces(Path root, Keeping keeping) {
        GitCommand git = new GitCommand(runner, directory.resolve("home"), Map.of("PATH", PATH));
        return new LocalWorkspaces(root, git, InstantSource.system(), keeping);
    }

    Request request(String name, String sha) {
        return new Request(REPOSITORY, host.url(), name, sha, sha);
    }

    /** What the command prints; it must succeed. */
    String git(Path where, String... arguments) {
        CommandOutput output = attempt(where, "", arguments);
        if (output.exitCode() != 0) {
            throw new BenchException("git " + String.join(" ", arguments) + " failed: " + output.stderr());
        }
        return output.stdout();
    }

    CommandOutput attempt(Path where, String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(command, where, input);
    }

    /** What removing the second directory would give back, in kilobytes, while the first one stays. */
    long kilobytesBeside(Path first, Path second) {
        String answer = run(List.of("du", "-sk", first.toString(), second.toString()), directory, "")
                .stdout();
        List<String> lines = answer.lines().toList();
        return Long.parseLong(lines.getLast().split("\t", 2)[0]);
    }

    private CommandOutput run(List<String> command, Path where, String input) {
        Map<String, String> environment = Map.of(
                "PATH", PATH, "HOME", directory.resolve("home").toString(), "GIT_CONFIG_NOSYSTEM", "1", "LC_ALL", "C");
        return runner.run(command, where, environment, input, TIMEOUT);
    }

    static void remove(Path path) {
        DirectoryRemoval.remove(path);
    }

    @Override
    public void close() {
        remove(directory);
    }
}
