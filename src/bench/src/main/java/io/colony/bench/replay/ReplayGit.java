package io.colony.bench.replay;

import io.colony.bench.BenchException;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The machine's git on one repository, as a script would call it and not as Colony does: what is checked with it must not
 * rest on what is checked. Names and dates are fixed, so that the same work gives the same commits. Safe for use by many threads.
 */
final class ReplayGit {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final String DATE = "2001-02-03T04:05:06Z";

    private final CommandRunner runner = new LocalCommandRunner();
    private final Path gitDirectory;
    private final Map<String, String> environment;

    /** @param gitDirectory a bare repository, or the {@code .git} of another */
    ReplayGit(Path gitDirectory, HostEnvironment host) {
        this.gitDirectory = gitDirectory;
        Map<String, String> variables = new HashMap<>(Map.of(
                "PATH", host.variables().getOrDefault("PATH", "/usr/bin:/bin"),
                "HOME", gitDirectory.toString(),
                "GIT_CONFIG_NOSYSTEM", "1",
                "LC_ALL", "C",
                "GIT_DIR", gitDirectory.toString()));
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            variables.put("GIT_" + who + "_NAME", "Replay");
            variables.put("GIT_" + who + "_EMAIL", "replay@colony.invalid");
            variables.put("GIT_" + who + "_DATE", DATE);
        }
        this.environment = Map.copyOf(variables);
    }

    Path gitDirectory() {
        return gitDirectory;
    }

    /** What the command prints, without white space around it; it must succeed. */
    String run(String... arguments) {
        return in(gitDirectory, Map.of(), "", arguments).strip();
    }

    /** The parts between NULs of what the command prints; it must succeed. */
    List<String> parts(String... arguments) {
        return Arrays.stream(in(gitDirectory, Map.of(), "", arguments).split("\0", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /**
     * Runs it elsewhere; it must succeed.
     *
     * @param more variables besides the usual ones
     */
    String in(Path directory, Map<String, String> more, String input, String... arguments) {
        CommandOutput output = attempt(directory, more, input, arguments);
        if (output.exitCode() != 0) {
            throw new BenchException("git " + String.join(" ", arguments) + " failed in " + gitDirectory + ": "
                    + output.stderr().strip());
        }
        return output.stdout();
    }

    CommandOutput attempt(Path directory, Map<String, String> more, String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*", "-c", "gc.auto=0"));
        command.addAll(List.of(arguments));
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(more);
        return runner.run(command, directory, variables, input, TIMEOUT);
    }
}
