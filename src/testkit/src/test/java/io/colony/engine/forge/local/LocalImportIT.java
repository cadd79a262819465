package io.colony.engine.forge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.GitFixture;
import io.colony.engine.forge.TestCommands;
import io.colony.engine.process.CommandRunner;
import io.colony.testkit.SettableClock;
import io.colony.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalImportIT {
    private final TestDatabase test = TestDatabase.create();

    @TempDir
    private Path directory;

    private LocalForge forge;

    @BeforeEach
    void create() {
        forge = forge(new TestCommands());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void takesAllBranchesAndChangesNothingInTheSource() {
        GitFixture source = GitFixture.init(directory.resolve("source"), "main");
        String main = source.commit("a", "1");
        source.git("checkout", "--quiet", "-b", "feature");
        String feature = source.commit("b", "2");
        Map<String, String> before = files(source.directory());

        forge.importRepository("acme/app", source.directory());

        assertThat(forge.repository("acme/app").defaultBranch()).isEqualTo("main");
        assertThat(forge.tip("acme/app", "main")).contains(main);
        assertThat(forge.tip("acme/app", "feature")).contains(feature);
        assertThat(files(source.directory())).isEqualTo(before);
    }

    @Test
    void takesTheBranchThatTheRemoteNames() {
        GitFixture origin = GitFixture.init(directory.resolve("origin"), "trunk");
        origin.commit("a", "1");
        origin.git("branch", "main");
        GitFixture source = GitFixture.cloneOf(origin.directory().toUri().toString(), directory.resolve("source"));
        source.git("branch", "main", "origin/main");

        assertThat(forge.importRepository("acme/app", source.directory()).defaultBranch())
                .isEqualTo("trunk");
    }

    @Test
    void takesHeadOfABareRepositoryAndOfAUrl() {
        GitFixture source = GitFixture.init(directory.resolve("source"), "develop");
        source.commit("a", "1");
        source.git("branch", "main");
        source.git("clone", "--quiet", "--bare", ".", "../bare.git");
        Path bare = directory.resolve("bare.git");

        assertThat(forge.importRepository("acme/bare", bare).defaultBranch()).isEqualTo("develop");
        assertThat(forge.importRepository("acme/url", bare.toUri()).defaultBranch())
                .isEqualTo("develop");
    }

    @Test
    void takesWhatIsCheckedOutWhereNothingElseIsKnown() {
        GitFixture source = GitFixture.init(directory.resolve("source"), "only");
        source.commit("a", "1");

        assertThat(forge.importRepository("acme/app", source.directory()).defaultBranch())
                .isEqualTo("only");
    }

    @Test
    void refusesARepositoryWithoutCommitsAndLeavesNothing() {
        GitFixture source = GitFixture.init(directory.resolve("source"), "main");

        assertThatThrownBy(() -> forge.importRepository("acme/app", source.directory()))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("no default branch with a commit")
                .hasMessageContaining(source.directory().toString());
        assertNothingIsLeft();
    }

    @Test
    void refusesWhatIsNoRepositoryAndLeavesNothing() throws IOException {
        Path plain = Files.createDirectories(directory.resolve("plain"));

        assertThatThrownBy(() -> forge.importRepository("acme/app", plain))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("could not be imported");
        assertThatThrownBy(() -> forge.importRepository("acme/app", directory.resolve("none")))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("There is no directory");
        assertThatThrownBy(() -> forge.importRepository("acme/app", URI.create("ext::sh")))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("is no URL");
        assertThatThrownBy(() -> forge.importRepository("../app", plain))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("owner/name");
        assertNothingIsLeft();
    }

    @Test
    void refusesASecondImportUnderOneName() {
        GitFixture source = GitFixture.init(directory.resolve("source"), "main");
        String sha = source.commit("a", "1");
        forge.importRepository("acme/app", source.directory());

        assertThatThrownBy(() -> forge.importRepository("acme/app", source.directory()))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("already");
        assertThat(forge.tip("acme/app", "main")).contains(sha);
    }

    @Test
    void takingInAgainMovesTheBranchForwardOnly() {
        GitFixture source = GitFixture.init(directory.resolve("source"), "trunk");
        String first = source.commit("a", "1");
        forge.takeIn("acme/app", source.directory(), "trunk");
        assertThat(forge.tip("acme/app", "trunk")).contains(first);

        String second = source.commit("b", "2");
        forge.takeIn("acme/app", source.directory(), "trunk");
        assertThat(forge.tip("acme/app", "trunk")).contains(second);

        source.git("reset", "--quiet", "--hard", first);
        forge.takeIn("acme/app", source.directory(), "trunk");
        assertThat(forge.tip("acme/app", "trunk")).contains(second);

        source.commit("c", "3");
        assertThatThrownBy(() -> forge.takeIn("acme/app", source.directory(), "trunk"))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("have gone apart");
        assertThat(forge.tip("acme/app", "trunk")).contains(second);
    }

    @Test
    void canBeRepeatedAfterAnImportThatWasCutOff() {
        GitFixture source = GitFixture.init(directory.resolve("source"), "main");
        String sha = source.commit("a", "1");
        TestCommands commands = new TestCommands();
        LocalForge dying = forge((command, in, environment, input, timeout) -> {
            CommandRunner.CommandOutput output = commands.run(command, in, environment, input, timeout);
            if (command.contains("clone")) {
                throw new IllegalStateException("killed");
            }
            return output;
        });
        assertThatThrownBy(() -> dying.importRepository("acme/app", source.directory()))
                .hasMessage("killed");

        forge.importRepository("acme/app", source.directory());

        assertThat(forge.tip("acme/app", "main")).contains(sha);
    }

    @Test
    void keepsADirectoryThatNoRowNamesOutOfTheWay() throws IOException {
        Path left = Files.createDirectories(directory.resolve("forge/acme/app.git"));
        Files.writeString(left.resolve("precious"), "data");
        GitFixture source = GitFixture.init(directory.resolve("source"), "main");
        source.commit("a", "1");

        forge.importRepository("acme/app", source.directory());

        assertThat(files(directory.resolve("forge/acme"))).containsValue("data");
    }

    @Test
    void sharesNoFileWithTheSource() throws IOException {
        GitFixture source = GitFixture.init(directory.resolve("source"), "main");
        source.commit("a", "1");

        forge.importRepository("acme/app", source.directory());

        try (Stream<Path> paths = Files.walk(directory.resolve("forge/acme/app.git"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                assertThat(Files.getAttribute(path, "unix:nlink"))
                        .as("%s", path)
                        .isEqualTo(1);
            }
        }
        assertThat(directory.resolve("forge/acme/app.git/objects/info/alternates"))
                .doesNotExist();
    }

    private LocalForge forge(CommandRunner commands) {
        return LocalForge.create(test.database(), directory.resolve("forge"), commands, new SettableClock());
    }

    private void assertNothingIsLeft() {
        assertThat(files(directory.resolve("forge"))).isEmpty();
        assertThat(forge.findRepository("acme/app")).isEmpty();
    }

    private static Map<String, String> files(Path root) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(path) + " " + Files.getLastModifiedTime(path),
                        new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return files;
    }
}
