package io.colony.runner.demo;

import io.colony.runner.ExitCode;
import io.colony.runner.GitCommand;
import io.colony.runner.RunnerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A small Java library with tests of its own, as a git repository with a history. The same commits each time: names,
 * dates and contents are fixed.
 */
public final class SampleRepository {
    /** How the demo calls it on the local code host. */
    public static final String SLUG = "demo/tally";

    /** Its only branch. */
    public static final String BRANCH = "main";

    private static final List<Commit> HISTORY = List.of(
            new Commit(
                    "feat: money, sizes, durations and words",
                    "2026-01-05T09:00:00Z",
                    List.of(
                            "src/tally/Money.java",
                            "src/tally/ByteSize.java",
                            "src/tally/Spans.java",
                            "src/tally/Words.java")),
            new Commit(
                    "test: a test program without dependencies",
                    "2026-01-05T11:30:00Z",
                    List.of(
                            "check.sh",
                            "test/tally/Expect.java",
                            "test/tally/AllTests.java",
                            "test/tally/MoneyTest.java",
                            "test/tally/ByteSizeTest.java",
                            "test/tally/SpansTest.java",
                            "test/tally/WordsTest.java")),
            new Commit(
                    "feat: tables with aligned columns",
                    "2026-01-06T10:15:00Z",
                    List.of("src/tally/Table.java", "test/tally/TableTest.java", "README.md", "CHANGELOG.md")),
            new Commit("chore: checks for Colony", "2026-01-07T08:45:00Z", List.of(".colony/config.yaml")));

    private record Commit(String subject, String date, List<String> files) {}

    private final GitCommand git;

    public SampleRepository(GitCommand git) {
        this.git = git;
    }

    /**
     * Makes the repository, unless the directory holds it already; a half-made one is finished.
     *
     * @param directory made where it is missing
     * @return the head commit
     */
    public String create(Path directory) {
        try {
            Files.createDirectories(directory);
            git.run(directory, "init", "--quiet", "--initial-branch=" + BRANCH);
            for (Commit commit : HISTORY) {
                if (!git.attempt(directory, "log", "--format=%s", BRANCH)
                        .stdout()
                        .contains(commit.subject())) {
                    add(directory, commit);
                }
            }
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    "The sample repository cannot be written to " + directory + ": " + failure.getMessage()
                            + ". Make the directory writable, or choose another work directory.",
                    failure);
        }
        return git.run(directory, "rev-parse", BRANCH);
    }

    private void add(Path directory, Commit commit) throws IOException {
        for (String file : commit.files()) {
            Path target = directory.resolve(file);
            Files.createDirectories(directory.resolve(file).resolve("..").normalize());
            try (InputStream content = open(file)) {
                Files.write(target, content.readAllBytes());
            }
            git.run(directory, "add", "--", file);
        }
        git.with(Map.of(
                        "GIT_AUTHOR_NAME", "Ada Example",
                        "GIT_AUTHOR_EMAIL", "ada@example.org",
                        "GIT_COMMITTER_NAME", "Ada Example",
                        "GIT_COMMITTER_EMAIL", "ada@example.org",
                        "GIT_AUTHOR_DATE", commit.date(),
                        "GIT_COMMITTER_DATE", commit.date()))
                .run(directory, "commit", "--quiet", "--no-gpg-sign", "--message=" + commit.subject());
    }

    private static InputStream open(String file) throws IOException {
        // A directory that begins with a dot would be easy to lose on the way into a jar.
        String resource = "tally/" + file.replace(".colony/", "dot-colony/");
        InputStream content = SampleRepository.class.getResourceAsStream(resource);
        if (content == null) {
            throw new IOException("the program lacks its resource " + resource);
        }
        return content;
    }
}
