package io.colony.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.git.RefusedContent;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent does below its own directory changes nothing that others read, and leads us nowhere else. */
final class ReachOfAgentsIT extends WorkspaceTrial {
    @Test
    void noFileBelowACloneIsOneOfTheMirrors() throws IOException {
        try (AgentWorkspace workspace = agent(base);
                GateWorkspace gates =
                        workspaces.forGates(request("gates-0", base)).fresh()) {
            for (Path clone : List.of(workspace.directory(), gates.directory())) {
                try (Stream<Path> all = Files.walk(clone)) {
                    assertThat(all.filter(Files::isRegularFile))
                            .allSatisfy(file -> assertThat(Files.getAttribute(file, "unix:nlink"))
                                    .isEqualTo(1));
                }
            }
        }
    }

    @Test
    void whatAnAgentDoesToTheObjectsThatItWasLentReachesNoLaterCheckout() throws IOException {
        try (AgentWorkspace workspace = agent(base)) {
            ruin(Path.of(Files.readString(workspace.directory().resolve(".git/objects/info/alternates"))
                    .strip()));
        }
        try (GateWorkspace gates = workspaces.forGates(request("gates-1", base)).fresh()) {
            assertThat(gates.directory().resolve("a.txt")).hasContent("one");
        }
        assertThat(temp.resolve("root/damaged/acme+app.git")).isDirectory();
    }

    /** Also where it finds the mirror itself: it is the same user of the machine. */
    @Test
    void aMirrorThatSomebodyWroteToIsMadeAnew() throws IOException {
        agent(base).close();
        ruin(temp.resolve("root/mirrors/acme/app.git/objects"));

        try (GateWorkspace gates = workspaces.forGates(request("gates-1", base)).fresh()) {
            assertThat(gates.directory().resolve("a.txt")).hasContent("one");
        }
        assertThat(temp.resolve("root/damaged/acme+app.git")).isDirectory();
    }

    @Test
    void aMirrorThatWasChangedWhileNobodyLookedIsMadeAnewByTheNextProcess() throws IOException {
        agent(base).close();
        ruin(temp.resolve("root/mirrors/acme/app.git/objects"));
        LocalWorkspaces next =
                new LocalWorkspaces(temp.resolve("root"), git, () -> java.time.Instant.parse("2026-02-03T04:05:06Z"));

        try (GateWorkspace gates = next.forGates(request("gates-1", base)).fresh()) {
            assertThat(gates.directory().resolve("a.txt")).hasContent("one");
        }
        assertThat(temp.resolve("root/damaged/acme+app.git")).isDirectory();
    }

    private static void ruin(Path objects) throws IOException {
        try (Stream<Path> all = Files.walk(objects)) {
            all.filter(file -> file.toString().endsWith(".pack")).forEach(ReachOfAgentsIT::flip);
        }
    }

    private static void flip(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo /tmp > .git/objects/info/alternates",
                "echo http://127.0.0.1/x > .git/objects/info/http-alternates",
                "rm -r .git/objects/pack && ln -s /tmp .git/objects/pack",
                "ln -s /tmp/pack-x.pack \"$(cat .git/objects/info/alternates)/pack/x\"",
                "mkdir .git/objects/ab && mkfifo .git/objects/ab/$(printf '%038d' 1)"
            })
    void objectsThatLieElsewhereAreNotTaken(String deed) {
        try (AgentWorkspace workspace = agent(base)) {
            shell(workspace, deed + " && echo more >> a.txt");

            assertThatThrownBy(() -> workspace.export("x", LIMIT))
                    .isInstanceOf(RefusedContent.class)
                    .hasMessageContaining(".git/");
            assertThatThrownBy(workspace::saveRecovery).isInstanceOf(RefusedContent.class);
        }
    }

    @Test
    void aCheckoutThatWasReplacedIsNotTaken() throws IOException {
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("private"), "x\n");
        for (String deed : List.of("ln -s " + elsewhere + " app", "mkdir app")) {
            try (AgentWorkspace workspace = agent(base)) {
                shell(workspace, "cd .. && mv app moved && " + deed);

                assertThatThrownBy(() -> workspace.export("x", LIMIT))
                        .isInstanceOf(RefusedContent.class)
                        .hasMessageContaining("replaced");
            }
            assertThat(elsewhere.resolve("private")).hasContent("x");
        }
    }

    /** A few objects that are 636,056 paths. */
    @Test
    void treesThatNameEachOtherManyTimesAreCountedAndNotListed() {
        try (AgentWorkspace workspace = agent(base)) {
            shell(workspace, """
                    n=86
                    b=$(echo x | git hash-object -w --stdin)
                    t=$(i=0; while [ $i -lt $n ]; do printf '100644 blob %s\\tf%03d\\n' $b $i; i=$((i+1)); done | git mktree)
                    for level in 1 2; do
                      t=$(i=0; while [ $i -lt $n ]; do printf '040000 tree %s\\td%03d\\n' $t $i; i=$((i+1)); done | git mktree)
                    done
                    root=$( { git ls-tree HEAD; printf '040000 tree %s\\tzz\\n' $t; } | git mktree)
                    c=$(git commit-tree -p HEAD -m bomb $root)
                    git update-ref HEAD $(git commit-tree -p $c -m after $(git rev-parse HEAD^{tree}))
                    echo hi >> a.txt
                    """);

            assertThatThrownBy(() -> workspace.export("x", LIMIT))
                    .isInstanceOf(RefusedContent.class)
                    .hasMessageContaining("more than 50000 files");

            Path bundle = temp.resolve("bomb.bundle");
            asAgent(workspace, "update-ref", "refs/heads/bomb", "HEAD");
            asAgent(workspace, "bundle", "create", "--version=2", bundle.toString(), "refs/heads/bomb", "^" + base);
            assertThatThrownBy(() -> trusted().importBundle(bundle, base, LIMIT))
                    .isInstanceOf(RefusedContent.class)
                    .hasMessageContaining("more than 50000 files");
        }
    }

    /** No file system has such names, but git's objects may; patterns are compared with every one of them. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1  1    256 0  | name has 256 characters",
                "1  1    200 20 | path of 4245 characters",
                "20 2000 200 3  | more than 8000000 characters"
            })
    void namesThatNoFileSystemTakesAreRefusedBeforeAnythingIsComparedWithThem(String shape, String reason) {
        try (AgentWorkspace workspace = agent(base)) {
            shell(workspace, "set -- " + shape + """

                    b=$(echo x | git hash-object -w --stdin)
                    t=$(i=0; while [ $i -lt $2 ]; do printf "100644 blob %s\\tf%0$(($3 - 1))d\\n" $b $i; i=$((i+1)); done | git mktree)
                    level=0
                    while [ $level -lt $4 ]; do
                      t=$(printf "040000 tree %s\\td%0200d\\n" $t 0 | git mktree)
                      level=$((level+1))
                    done
                    root=$( { git ls-tree HEAD; i=0; while [ $i -lt $1 ]; do printf '040000 tree %s\\tz%03d\\n' $t $i; i=$((i+1)); done; } | git mktree)
                    git update-ref HEAD $(git commit-tree -p HEAD -m names $root)
                    """);

            assertThatThrownBy(() -> workspace.export("x", LIMIT))
                    .isInstanceOf(RefusedContent.class)
                    .hasMessageContaining(reason);

            Path bundle = temp.resolve("names.bundle");
            asAgent(workspace, "update-ref", "refs/heads/names", "HEAD");
            asAgent(workspace, "bundle", "create", "--version=2", bundle.toString(), "refs/heads/names", "^" + base);
            assertThatThrownBy(() -> trusted().importBundle(bundle, base, LIMIT))
                    .isInstanceOf(RefusedContent.class)
                    .hasMessageContaining(reason);
        }
    }

    @Test
    void namesThatSomeFileSystemTakesForGitsAreTheAgentsToMend() {
        try (AgentWorkspace workspace = agent(base)) {
            shell(workspace, """
                    b=$(echo '[core]' | git hash-object -w --stdin)
                    s=$(printf '100644 blob %s\\tconfig\\n' $b | git mktree)
                    root=$( { git ls-tree HEAD; printf '040000 tree %s\\t%s\\n' $s 'GIT~1'; } | git mktree)
                    git update-ref HEAD $(git commit-tree -p HEAD -m x $root)
                    """);

            assertThatThrownBy(() -> imported(workspace.export("x", LIMIT), base))
                    .isInstanceOf(RefusedContent.class);
        }
    }

    @Test
    void unfinishedWorkIsKeptUpToALimit() throws IOException {
        try (AgentWorkspace workspace = agent(base)) {
            byte[] noise = new byte[66 << 20];
            new Random(7).nextBytes(noise);
            Files.write(workspace.directory().resolve("noise"), noise);

            assertThatThrownBy(workspace::saveRecovery).isInstanceOf(BundleTooLarge.class);
        }
        assertThat(git.in(temp.resolve("root/mirrors/acme/app.git")).run("for-each-ref", "refs/colony"))
                .isEmpty();
    }

    private static void shell(AgentWorkspace workspace, String script) {
        CommandOutput output = new PlainCommandRunner()
                .run(
                        List.of("sh", "-ec", script),
                        workspace.directory(),
                        Map.of("PATH", "/usr/bin:/bin", "HOME", workspace.home().toString()),
                        "",
                        Duration.ofMinutes(1));
        assertThat(output.exitCode()).as(output.stderr()).isZero();
        assertThat(Files.exists(workspace.home(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
}
