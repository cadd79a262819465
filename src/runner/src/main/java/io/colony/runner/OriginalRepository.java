package io.colony.runner;

import io.colony.engine.process.CommandRunner.CommandOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A repository of the user's own. Only read, until a merged change is to be delivered.
 *
 * @param directory as the user named it, made absolute
 * @param branch that changes are built on
 */
public record OriginalRepository(GitCommand git, Path directory, String branch) {
    /**
     * Looks at it.
     *
     * @param base the branch asked for; empty for the one that is checked out
     * @throws RunnerException where it is no repository, or there is no such branch with a commit
     */
    public static OriginalRepository inspect(GitCommand git, Path path, Optional<String> base) {
        Path directory = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw bad(directory + " is no directory. Name a git repository with --repo.");
        }
        GitCommand reading = git.reading();
        if (reading.attempt(directory, "rev-parse", "--git-dir").exitCode() != 0) {
            throw bad(directory + " is no git repository. Run 'git init' there and commit something, or name another.");
        }
        CommandOutput head = reading.attempt(directory, "symbolic-ref", "--quiet", "--short", "HEAD");
        if (base.isEmpty() && head.exitCode() != 0) {
            throw bad(directory + " has no branch checked out (detached HEAD). Name one with --base.");
        }
        String branch = base.orElse(head.stdout().strip());
        CommandOutput commit =
                reading.attempt(directory, "rev-parse", "--verify", "--quiet", "refs/heads/" + branch + "^{commit}");
        if (commit.exitCode() != 0) {
            throw bad("The repository " + directory + " has no branch '" + branch
                    + "' with a commit to build on. Commit something there, or name another branch with --base.");
        }
        return new OriginalRepository(git, directory, branch);
    }

    /** How the local code host calls it: {@code local/<directory name>}. */
    public String slug() {
        Path last = directory.getFileName();
        String name = last == null ? "repository" : last.toString();
        String safe = name.replaceFirst("\\.git$", "")
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceAll("^[.-]+", "")
                .toLowerCase(Locale.ROOT);
        return "local/" + (safe.isEmpty() ? "repository" : safe);
    }

    /**
     * Brings the merged branch over, forward only; a checked-out branch is moved with its files.
     *
     * @param merged the repository that holds the merge
     * @return what was done, for people
     */
    public String deliver(Path merged) {
        boolean checkedOut = git.attempt(directory, "symbolic-ref", "--quiet", "--short", "HEAD")
                        .stdout()
                        .strip()
                        .equals(branch)
                && git.run(directory, "rev-parse", "--is-bare-repository").equals("false");
        CommandOutput output = checkedOut
                ? git.attempt(directory, "pull", "--quiet", "--ff-only", "--no-rebase", merged.toString(), branch)
                : git.attempt(directory, "fetch", "--quiet", merged.toString(), branch + ":" + branch);
        if (output.exitCode() != 0) {
            throw new RunnerException(
                    ExitCode.NOT_WELL,
                    "The change is merged in " + merged + ", but could not be brought into " + directory + ": "
                            + output.stderr().strip() + ". Fetch '" + branch + "' from there by hand.");
        }
        return branch + " of " + directory + " is now at "
                + git.run(directory, "rev-parse", "--short", "refs/heads/" + branch) + ".";
    }

    private static RunnerException bad(String message) {
        return new RunnerException(ExitCode.BAD_DATA, message);
    }
}
