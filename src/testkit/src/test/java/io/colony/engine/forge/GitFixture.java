package io.colony.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.process.CommandRunner.CommandOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A git work tree of somebody's, driven by the real git. */
public final class GitFixture {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/local/bin:/usr/bin:/bin",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_AUTHOR_NAME", "Ann",
            "GIT_AUTHOR_EMAIL", "ann@example.org",
            "GIT_COMMITTER_NAME", "Ann",
            "GIT_COMMITTER_EMAIL", "ann@example.org");

    private final Path directory;

    private GitFixture(Path directory) {
        this.directory = directory;
    }

    /** A new repository without commits. */
    public static GitFixture init(Path directory, String branch) {
        create(directory);
        GitFixture fixture = new GitFixture(directory);
        fixture.git("init", "--quiet", "--initial-branch=" + branch);
        return fixture;
    }

    /** A clone with a work tree. */
    public static GitFixture cloneOf(String url, Path directory) {
        create(directory);
        GitFixture fixture = new GitFixture(directory);
        fixture.git("clone", "--quiet", url, ".");
        return fixture;
    }

    public Path directory() {
        return directory;
    }

    public Path gitDirectory() {
        return directory.resolve(".git");
    }

    /** Writes a file and commits it on top of what is checked out; returns the commit. */
    public String commit(String file, String content) {
        try {
            Files.writeString(directory.resolve(file), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        git("add", "--", file);
        git("commit", "--quiet", "-m", "change " + file);
        return git("rev-parse", "HEAD");
    }

    /** Commits on top of another commit; returns the new one. */
    public String commitOn(String start, String file, String content) {
        git("checkout", "--quiet", "--detach", start);
        return commit(file, content);
    }

    /** What git prints; fails the test where git fails. */
    public String git(String... arguments) {
        CommandOutput output = run(arguments);
        assertThat(output.exitCode())
                .as("git %s: %s", String.join(" ", arguments), output.stderr())
                .isZero();
        return output.stdout().strip();
    }

    public Optional<String> tryGit(String... arguments) {
        CommandOutput output = run(arguments);
        return output.exitCode() == 0 ? Optional.of(output.stdout().strip()) : Optional.empty();
    }

    private CommandOutput run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return new TestCommands().run(command, directory, ENVIRONMENT, "", Duration.ofMinutes(1));
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
