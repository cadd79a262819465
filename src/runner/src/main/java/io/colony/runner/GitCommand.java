package io.colony.runner;

import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The git command, as the program's own commands use it: no prompts, no hooks, output in plain English. */
public final class GitCommand {
    /** The oldest git that has {@code merge-tree --write-tree}, on which rebases without a work tree rely. */
    private static final int[] OLDEST = {2, 38};

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Pattern VERSION = Pattern.compile("git version ([0-9]+)\\.([0-9]+)\\S*.*");
    private static final String CURE =
            "Install git 2.38 or newer (Debian, Ubuntu: apt-get install git) so that it is on" + " the PATH.";

    private final CommandRunner runner;
    private final Map<String, String> environment;

    private GitCommand(CommandRunner runner, Map<String, String> environment) {
        this.runner = runner;
        this.environment = Map.copyOf(environment);
    }

    /** @param variables of this process; only what git needs is passed on */
    public static GitCommand of(CommandRunner runner, Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : List.of("PATH", "HOME", "SYSTEMROOT", "TMPDIR")) {
            if (variables.containsKey(name)) {
                all.put(name, variables.get(name));
            }
        }
        all.put("LC_ALL", "C");
        all.put("GIT_TERMINAL_PROMPT", "0");
        return new GitCommand(runner, all);
    }

    /** The same with more variables. */
    public GitCommand with(Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(variables);
        return new GitCommand(runner, all);
    }

    /** The same where only what is there is looked at: nothing is fetched, whatever the repository's settings say. */
    public GitCommand reading() {
        return with(Map.of("GIT_ALLOW_PROTOCOL", "none", "GIT_NO_LAZY_FETCH", "1", "GIT_OPTIONAL_LOCKS", "0"));
    }

    /** Runs git and answers what happened, well or not. */
    public CommandOutput attempt(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "safe.directory=*"));
        command.addAll(List.of(arguments));
        return runner.run(command, directory, environment, "", TIMEOUT);
    }

    /** Runs git and answers its output without the last line end; throws where it fails. */
    public String run(Path directory, String... arguments) {
        CommandOutput output = attempt(directory, arguments);
        if (output.exitCode() != 0) {
            throw new RunnerException(
                    ExitCode.UNAVAILABLE,
                    "'git " + String.join(" ", arguments) + "' failed in " + directory + ": "
                            + output.stderr().strip());
        }
        return output.stdout().stripTrailing();
    }

    /** The version found, such as {@code 2.39.5}; throws where git is missing or too old. */
    public String version(Path directory) {
        CommandOutput output = runner.run(List.of("git", "--version"), directory, environment, "", TIMEOUT);
        Matcher matcher = VERSION.matcher(output.stdout().strip());
        if (output.exitCode() != 0 || !matcher.matches()) {
            throw new RunnerException(ExitCode.UNAVAILABLE, "There is no git that can be run. " + CURE);
        }
        String version = output.stdout().strip().substring("git version ".length());
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        if (major < OLDEST[0] || (major == OLDEST[0] && minor < OLDEST[1])) {
            throw new RunnerException(ExitCode.UNAVAILABLE, "git " + version + " is too old. " + CURE);
        }
        return version;
    }
}
