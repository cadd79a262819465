package io.colony.engine.forge.local;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.git.GitHardening;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs git for this code host: no configuration of the machine or its user, no hooks, no helpers, no prompts, and only the
 * transports that are asked for.
 */
final class LocalGit {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration IMPORT_TIMEOUT = Duration.ofMinutes(30);
    private static final int NOT_THERE = 1;

    private final CommandRunner commands;
    private final Path root;

    /** What was last fetched from an original. */
    static final String FETCHED = "refs/colony/original";

    LocalGit(CommandRunner commands, Path root) {
        this.commands = commands;
        this.root = root;
    }

    /** Runs git below a git directory, whatever comes of it. */
    CommandOutput run(Path gitDirectory, Map<String, String> environment, String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(GitHardening.options());
        command.add("--git-dir=" + gitDirectory);
        command.addAll(List.of(arguments));
        return commands.run(command, root, environment(environment), input, TIMEOUT);
    }

    /** What git prints, without the last line end; throws where it fails. */
    String read(Path gitDirectory, String... arguments) {
        return success(run(gitDirectory, Map.of(), "", arguments), gitDirectory, arguments);
    }

    /** The commit that a name stands for. */
    Optional<String> commit(Path gitDirectory, String name) {
        CommandOutput output = run(
                gitDirectory, Map.of(), "", "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
        return found(output, gitDirectory, "rev-parse", name);
    }

    Optional<String> tip(Path gitDirectory, String branch) {
        return commit(gitDirectory, "refs/heads/" + branch);
    }

    /** Where a symbolic ref points; empty when it is none. */
    Optional<String> symbolicRef(Path gitDirectory, String name) {
        return found(
                run(gitDirectory, Map.of(), "", "symbolic-ref", "--quiet", name), gitDirectory, "symbolic-ref", name);
    }

    boolean isAncestor(Path gitDirectory, String ancestor, String descendant) {
        CommandOutput output = run(gitDirectory, Map.of(), "", "merge-base", "--is-ancestor", ancestor, descendant);
        if (output.exitCode() == NOT_THERE) {
            return false;
        }
        success(output, gitDirectory, "merge-base", "--is-ancestor", ancestor, descendant);
        return true;
    }

    /**
     * Clones into a new bare directory, over the transport even from a path, so that nothing is shared with the source.
     *
     * @param globalConfig a git configuration file that stands in for the user's
     */
    CommandOutput cloneBare(String source, Path target, Path globalConfig) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(GitHardening.options());
        command.addAll(
                List.of("clone", "--bare", "--no-local", "--template=", "--quiet", "--", source, target.toString()));
        Map<String, String> environment = environment(
                Map.of("GIT_CONFIG_GLOBAL", globalConfig.toString(), "GIT_ALLOW_PROTOCOL", "file:https:http:ssh:git"));
        return commands.run(command, root, environment, "", IMPORT_TIMEOUT);
    }

    /** Fetches one branch of a path over the transport, to be found as {@link #FETCHED}. */
    CommandOutput fetch(Path gitDirectory, String source, String ref, Path globalConfig) {
        Map<String, String> environment =
                Map.of("GIT_CONFIG_GLOBAL", globalConfig.toString(), "GIT_ALLOW_PROTOCOL", "file");
        return run(
                gitDirectory,
                environment,
                "",
                "fetch",
                "--no-tags",
                "--quiet",
                "--",
                source,
                "+" + ref + ":" + FETCHED);
    }

    private static Optional<String> found(CommandOutput output, Path gitDirectory, String... arguments) {
        return output.exitCode() == NOT_THERE
                ? Optional.empty()
                : Optional.of(success(output, gitDirectory, arguments));
    }

    private static String success(CommandOutput output, Path gitDirectory, String... arguments) {
        if (output.exitCode() == 0) {
            return output.stdout().stripTrailing();
        }
        throw failure(output, "git " + String.join(" ", arguments) + " in " + gitDirectory);
    }

    static ForgeException failure(CommandOutput output, String what) {
        return output.timedOut()
                ? ForgeException.temporary(what + " was ended because it took too long. It will be tried again.")
                : ForgeException.permanent(
                        what + " failed with exit code " + output.exitCode() + ": " + lastLines(output.stderr()));
    }

    static String lastLines(String text) {
        String stripped = text.strip();
        return stripped.length() <= 500 ? stripped : "…" + stripped.substring(stripped.length() - 500);
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = GitHardening.environment(root, Map.of());
        environment.put("GIT_ASKPASS", "");
        environment.put("SSH_ASKPASS", "");
        environment.put("GIT_ALLOW_PROTOCOL", "file");
        environment.putAll(more);
        return environment;
    }
}
