package io.colony.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.LocalCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of one's own, and files that a checkout or another user has put where the program looks by itself. */
class ForeignFilesIT {
    private final GitCommand git = GitCommand.of(
                    new LocalCommandRunner(), HostEnvironment.ofThisProcess().variables())
            .with(Map.of(
                    "GIT_AUTHOR_NAME", "Ada",
                    "GIT_AUTHOR_EMAIL", "ada@example.org",
                    "GIT_COMMITTER_NAME", "Ada",
                    "GIT_COMMITTER_EMAIL", "ada@example.org"));
    private final ForeignFiles files = new ForeignFiles(git);

    @TempDir
    Path directory;

    private Path checkout;

    @BeforeEach
    void arrange() throws IOException {
        checkout = Files.createDirectory(directory.toRealPath().resolve("checkout"));
        git.run(checkout, "init", "--quiet");
    }

    @Test
    void settingsThatOnlyItsOwnerWritesAreTakenInsideACheckoutToo() throws IOException {
        Path file = written("colony.yaml");
        written("other.txt");
        git.run(checkout, "add", "other.txt");

        assertThatCode(() -> files.refuseSettings(file)).doesNotThrowAnyException();
    }

    @Test
    void settingsThatTheRepositoryAroundTracksAreRefusedWhateverLiesBetween() throws IOException {
        Path file = written("sub/colony.yaml");
        git.run(checkout, "add", ".");
        git.run(checkout.resolve("sub"), "init", "--quiet");
        Path link = Files.createSymbolicLink(directory.resolve("colony.yaml"), file);

        assertRefused(() -> files.refuseSettings(file), "is tracked by git in " + checkout);
        assertRefused(() -> files.refuseSettings(link), "is tracked by git in " + checkout);
    }

    @Test
    void settingsInACheckoutThatLooksLikeABareRepositoryAreRefused() throws IOException {
        Path file = written("sub/colony.yaml");
        written("sub/HEAD");
        written("sub/objects/x");
        written("sub/refs/x");
        git.run(checkout, "add", ".");

        assertRefused(() -> files.refuseSettings(file), "is tracked by git in " + checkout);
    }

    @Test
    void settingsThatOthersMayWriteAreRefused() throws IOException {
        Path file = written("colony.yaml");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));

        assertRefused(() -> files.refuseSettings(file), "may be written by other users");
    }

    @Test
    void whatAnotherUserOwnsIsRefused() throws IOException {
        assumeTrue(HostEnvironment.ofThisProcess().root(), "only root gives files away");
        Path file = written("colony.yaml");
        written("work/log/colony.log");
        Path work = checkout.resolve("work");
        for (Path each : new Path[] {file, work}) {
            Files.setAttribute(each, "unix:uid", 1234);
        }

        assertRefused(() -> files.refuseSettings(file), "belongs to ");
        assertRefused(() -> files.refuseWork(work, false), "name it: --work " + work);
        assertThatCode(() -> files.refuseWork(work, true)).doesNotThrowAnyException();
        Files.setAttribute(Files.createDirectory(work.resolve("postgres")), "unix:uid", 1234);
        assertRefused(() -> files.refuseWork(work, true), "chown -R");
    }

    @Test
    void gitIsNotRunOnWhatAnotherUserWrote() throws IOException {
        assumeTrue(HostEnvironment.ofThisProcess().root(), "only root gives files away");
        Path file = written("colony.yaml");
        Path index = written("x").resolveSibling(".git/index");
        git.run(checkout, "add", "x");
        git.run(checkout, "commit", "--quiet", "-m", "x");
        Path other = directory.toRealPath().resolve("other");
        git.run(checkout, "worktree", "add", "--quiet", other.toString());
        Path otherFile = Files.writeString(other.resolve("colony.yaml"), "");
        assertThatCode(() -> files.refuseSettings(otherFile)).doesNotThrowAnyException();

        Files.setAttribute(checkout.resolve(".git/worktrees/other"), "unix:uid", 1234);
        Files.setAttribute(checkout.resolve(".git"), "unix:uid", 1234);
        Files.writeString(index, "nothing that git would read");

        assertRefused(
                () -> files.refuseSettings(file), "lies in " + checkout + ", where " + checkout + "/.git belongs to ");
        assertRefused(() -> files.refuseSettings(otherFile), "worktrees/other belongs to ");
        assertRefused(() -> files.refuseWork(checkout.resolve("work"), true), "/.git belongs to ");
        Path link = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("linked")).resolve(".git"), index.getParent());
        assertRefused(() -> files.refuseWork(link.resolveSibling("work"), true), "/.git belongs to ");
    }

    @Test
    void nothingThatTheRepositoryNamesIsRun() throws IOException {
        Path marker = directory.toRealPath().resolve("marker");
        sparse();
        String tree = git.run(checkout, "rev-parse", "HEAD:work");
        Files.delete(checkout.resolve(".git/objects/" + tree.substring(0, 2) + "/" + tree.substring(2)));
        String command = "sh -c \"id > '" + marker + "'; exit 1\" #";
        for (String[] setting : new String[][] {
            {"extensions.partialClone", "evil"},
            {"remote.evil.url", directory.toString()},
            {"remote.evil.promisor", "true"},
            {"remote.evil.uploadpack", command},
            {"protocol.file.allow", "always"},
            {"core.fsmonitor", command},
            {"pager.ls-files", command},
        }) {
            git.run(checkout, "config", setting[0], setting[1]);
        }

        assertRefused(() -> files.refuseSettings(checkout.resolve("colony.yaml")), "cannot be found out");
        assertRefused(() -> files.refuseWork(checkout.resolve("work"), false), "cannot be found out");
        assertThatThrownBy(() -> OriginalRepository.inspect(git, checkout, Optional.of("gone")))
                .isInstanceOf(RunnerException.class);
        assertThat(marker).doesNotExist();
        // The exhibit is one: git as it was called before runs it.
        git.attempt(checkout, "--git-dir=" + checkout.resolve(".git"), "--work-tree=" + checkout, "ls-files");
        assertThat(marker).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sparse-checkout", "split-index", "sha256", "worktree"})
    void whatARepositoryOfAnotherKindTracksIsSeen(String kind) throws IOException {
        switch (kind) {
            case "sparse-checkout" -> sparse();
            case "split-index" -> {
                git.run(checkout, "config", "core.splitIndex", "true");
                written("work/postgres/x");
                git.run(checkout, "add", ".");
                git.run(checkout, "update-index", "--split-index");
            }
            case "sha256" -> {
                git.run(directory, "init", "--quiet", "--object-format=sha256", "hashed");
                checkout = directory.toRealPath().resolve("hashed");
                written("work/postgres/x");
                git.run(checkout, "add", ".");
            }
            default -> {
                written("work/postgres/x");
                git.run(checkout, "add", ".");
                git.run(checkout, "commit", "--quiet", "-m", "x");
                git.run(checkout, "worktree", "add", "--quiet", "../other");
                checkout = directory.toRealPath().resolve("other");
            }
        }

        assertRefused(() -> files.refuseWork(checkout.resolve("work"), true), "git tracks ");
        assertThatCode(() -> files.refuseWork(checkout.resolve("elsewhere"), true))
                .doesNotThrowAnyException();
    }

    /** An index that has {@code work} as one entry. */
    private void sparse() throws IOException {
        written("work/postgres/x");
        written("kept/x");
        written("y");
        git.run(checkout, "add", ".");
        git.run(checkout, "commit", "--quiet", "-m", "x");
        git.run(checkout, "sparse-checkout", "set", "--cone", "--sparse-index", "kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"work/postgres/server-0/bin/initdb", "work/forge/a/b.git/config", "Work/log/x"})
    void aWorkDirectoryThatTheRepositoryFilledIsRefused(String path) throws IOException {
        written(path);
        git.run(checkout, "add", ".");

        assertRefused(() -> files.refuseWork(checkout.resolve("work"), false), "git tracks ");
        assertRefused(() -> files.refuseWork(checkout.resolve("work"), true), "--work DIR");
    }

    @Test
    void aLinkOfTheRepositorysLeadsNowhereElse() throws IOException {
        written("docs/x/postgres/y");
        Files.createSymbolicLink(checkout.resolve("work"), Path.of("docs/x"));
        git.run(checkout, "add", ".");
        Path own = Files.createSymbolicLink(directory.resolve("work"), checkout.resolve("docs/x"));

        assertRefused(() -> files.refuseWork(checkout.resolve("work"), false), "git tracks ");
        assertRefused(() -> files.refuseWork(own, false), "git tracks ");
    }

    @Test
    void aWorkDirectoryThatIsThereButForAFileOfTheRepositorysIsTaken() throws IOException {
        written("work/.gitignore");
        git.run(checkout, "add", ".");
        written("work/postgres/server-0/bin/initdb");

        assertThatCode(() -> files.refuseWork(checkout.resolve("work"), false)).doesNotThrowAnyException();
        assertThatCode(() -> files.refuseWork(checkout.resolve("none/yet"), false))
                .doesNotThrowAnyException();
    }

    @Test
    void aRepositoryThatIsNoneIsPassedOver() throws IOException {
        Files.createDirectory(directory.resolve(".git"));
        Path file = Files.writeString(directory.resolve("colony.yaml"), "");

        assertThatCode(() -> files.refuseSettings(file)).doesNotThrowAnyException();
    }

    private Path written(String path) throws IOException {
        Path file = checkout.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private static void assertRefused(Runnable look, String words) {
        assertThatThrownBy(look::run).isInstanceOf(RunnerException.class).hasMessageContaining(words);
    }
}
