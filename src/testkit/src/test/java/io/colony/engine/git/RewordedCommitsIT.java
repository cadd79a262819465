package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.testkit.GitFixture;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits in the Builder's name already, with words that do nothing already: what else they hold. */
final class RewordedCommitsIT {
    private static final String BUILDER = "Colony Builder <builder@colony.invalid>";

    @TempDir
    Path temp;

    private record Commits(TrustedClone trusted, GitCommand git, String base, String head) {}

    /** A commit on top of main that has these lines among its headers. */
    private Commits with(String headers) throws IOException {
        GitCommand git =
                new GitCommand(new PlainCommandRunner(), Files.createDirectory(temp.resolve("home")), Map.of());
        try (GitFixture host = GitFixture.create(temp.resolve("host.git"))) {
            String base = host.commit("main", "first", Map.of("a.txt", "one\n"));
            String by = BUILDER + " 1767225600 +0000\n";
            String text =
                    "tree " + CommitObject.read(git, host.directory(), base).tree() + "\nparent " + base + "\nauthor "
                            + by + "committer " + by + headers + "\nfix: a\n";
            String head = git.in(host.directory())
                    .input(text)
                    .run("hash-object", "-t", "commit", "-w", "--stdin")
                    .strip();
            git.in(host.directory()).run("update-ref", "refs/heads/change", head);
            LocalTrustedClones clones = new LocalTrustedClones(temp.resolve("root"), git);
            return new Commits(clones.with("acme/app", host.url(), clone -> clone), git, base, head);
        }
    }

    private static String reworded(Commits commits) {
        return commits.trusted().reworded(commits.base(), commits.head(), BUILDER, message -> message);
    }

    @Test
    void staysTheSameWhereNothingHasToChange() throws IOException {
        Commits commits = with("");

        assertThat(reworded(commits)).isEqualTo(commits.head());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-note a-model-key-of-the-operator\n",
                "encoding UTF-7\n",
                "gpgsig a-model-key-of-the-operator\n of two lines\n"
            })
    void keepsNoHeaderThatNobodyHasLookedAt(String headers) throws IOException {
        Commits commits = with(headers);
        String ours = reworded(commits);

        assertThat(ours).isNotEqualTo(commits.head());
        assertThat(commits.git().in(commits.trusted().directory()).run("cat-file", "commit", ours))
                .contains("fix: a")
                .doesNotContain("x-note", "encoding", "gpgsig", "a-model-key");
    }
}
