package io.colony.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.git.RefusedContent;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import io.colony.engine.workspace.Workspaces.GateWorkspaces;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a gate finds: the commit as it is, and where it builds on another, what that one left besides. */
final class GateWorkspacesIT extends WorkspaceTrial {
    private GateWorkspaces gates;

    @BeforeEach
    void openGates() {
        gates = workspaces.forGates(request("gates", base));
    }

    private static String sh(GateWorkspace workspace, String command) {
        Map<String, String> environment =
                Map.of("PATH", "/usr/bin:/bin", "HOME", workspace.home().toString());
        return new PlainCommandRunner()
                .run(List.of("sh", "-c", command), workspace.directory(), environment, "", Duration.ofMinutes(1))
                .stdout();
    }

    /** All that is not below {@code .git}, with type, mode and content. */
    private static Map<String, String> tree(Path directory) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.filter(path -> !path.startsWith(directory.resolve(".git")))
                    .toList()) {
                tree.put(directory.relativize(path).toString(), described(path));
            }
        }
        return tree;
    }

    private static String described(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        return Files.isDirectory(path)
                ? "directory"
                : Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).size() + Files.readString(path);
    }

    @Test
    void twoOfOneCommitShareNothing() throws IOException {
        try (GateWorkspace first = gates.fresh();
                GateWorkspace second = gates.fresh()) {
            sh(first, "echo x > a.txt; echo x > new; echo x > $HOME/.profile; echo '[a]' >> .git/config");

            assertThat(second.directory()).isNotEqualTo(first.directory());
            assertThat(second.home()).isNotEqualTo(first.home()).isEmptyDirectory();
            assertThat(second.directory().resolve("new")).doesNotExist();
            assertThat(second.directory().resolve("a.txt")).hasContent("one");
            assertThat(second.directory().resolve(".git/config")).content().doesNotContain("[a]");
        }
        assertThat(temp.resolve("root/workspaces")).isEmptyDirectory();
    }

    @Test
    void handsOnWhatWasBuiltAndNothingElse() throws IOException {
        try (GateWorkspace build = gates.fresh()) {
            sh(build, """
                    mkdir -p target/empty dir/out; echo built > target/a; cp run.sh target/run.sh; ln -s a target/link
                    echo more > dir/out/b; echo log > x.log; mkfifo target/pipe; echo home > $HOME/cache
                    """);
            try (GateWorkspace tests = build.handOn()) {
                assertThat(tests.home()).isEmptyDirectory();
                assertThat(tree(tests.directory().resolve("target")))
                        .containsOnlyKeys("", "a", "empty", "link", "run.sh")
                        .containsEntry("link", "-> a");
                assertThat(tests.directory().resolve("target/run.sh")).isExecutable();
                assertThat(tests.directory().resolve("dir/out/b")).hasContent("more");
                assertThat(tests.directory().resolve("dir/b.txt")).hasContent("two");
                assertThat(tests.directory().resolve("x.log")).hasContent("log");
                assertThat(sh(tests, "git status --porcelain")).isEqualTo("?? dir/out/\n?? target/\n");
            }
            assertThat(build.directory().resolve("target/a")).hasContent("built");
        }
    }

    /** Else a build would be made again each time: its results would be older than what they were made of. */
    @Test
    void resultsAreNewerThanWhatTheyWereMadeOf() {
        try (GateWorkspace build = gates.fresh()) {
            sh(build, "echo built > result");
            try (GateWorkspace tests = build.handOn();
                    GateWorkspace later = tests.handOn()) {
                for (GateWorkspace each : List.of(build, tests, later)) {
                    assertThat(sh(each, "find . -path ./.git -prune -o -type f -newer result -print"))
                            .isEmpty();
                }
                assertThat(sh(later, "git diff-files --name-only")).isEmpty();
            }
        }
    }

    @Test
    void theCommitsFilesAreRestoredWhateverWasDoneToThem() throws IOException {
        Map<String, String> expected;
        try (GateWorkspace untouched = gates.fresh()) {
            expected = tree(untouched.directory());
        }
        Random random = new Random(20261129);
        for (int round = 0; round < 25; round++) {
            try (GateWorkspace build = gates.fresh()) {
                String script = damage(random, List.copyOf(expected.keySet()));
                sh(build, script);
                try (GateWorkspace tests = build.handOn()) {
                    assertThat(tree(tests.directory())).as(script).containsAllEntriesOf(expected);
                    assertThat(sh(tests, "git status --porcelain --untracked-files=no; git rev-parse HEAD"))
                            .as(script)
                            .isEqualTo(base + "\n");
                    assertThat(sh(tests, "git config core.fsmonitor; git config core.hooksPath"))
                            .isEqualTo("false\n/dev/null\n");
                }
            }
        }
        assertThat(temp.resolve("outside")).isEmptyDirectory();
    }

    private String damage(Random random, List<String> paths) throws IOException {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        List<String> ways = List.of(
                "rm -rf %s",
                "rm -rf %s; mkdir -p %s/deeper; echo x > %s/deeper/b.txt",
                "rm -rf %s; ln -s " + outside + " %s",
                "rm -rf %s; echo other > %s",
                "chmod -R a-x %s; chmod -R u+rwX %s",
                "echo more >> %s",
                "git mv %s moved; git commit -qam moved",
                "git update-index --skip-worktree %s; echo more >> %s",
                "mkdir -p %s/.git; printf '[core]\\nfsmonitor = x\\n' > %s/.git/config",
                "printf '[core]\\nfsmonitor = x\\nhooksPath = x\\n' >> .git/config");
        StringBuilder script = new StringBuilder();
        for (int act = 0; act < 4; act++) {
            String path = paths.get(1 + random.nextInt(paths.size() - 1));
            script.append(ways.get(random.nextInt(ways.size())).replace("%s", path))
                    .append('\n');
        }
        return script.toString();
    }

    @Test
    void writesThroughNoLinkOfTheCommit() throws IOException {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        String head = host.change("main").link("out", outside.toString()).commit("a link");
        try (GateWorkspace build = workspaces.forGates(request("linked", head)).fresh()) {
            sh(build, "rm out; mkdir out; echo x > out/x");
            try (GateWorkspace tests = build.handOn()) {
                assertThat(tests.directory().resolve("out")).isSymbolicLink();
            }
        }
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void takesNothingFromWhereAGateLeadsUs() throws IOException {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret\n");
        for (String attack : List.of(
                "d=$PWD; cd ..; rm -rf \"$d\"; ln -s " + outside + " \"$d\"",
                "d=$PWD; cd ..; mv \"$d\" away; mkdir \"$d\"",
                "rm -rf \"$PWD\"")) {
            try (GateWorkspace build = gates.fresh()) {
                sh(build, attack);
                assertThatThrownBy(build::handOn).isInstanceOf(RefusedContent.class);
            }
        }
        assertThat(temp.resolve("root/workspaces")).isEmptyDirectory();
        assertThat(outside.resolve("secret")).exists();
    }

    @Test
    void refusesWhatIsTooMuchBeforeItIsRead() throws IOException {
        Path from = Files.createDirectory(temp.resolve("from"));
        Files.writeString(from.resolve("a"), "12345");
        Files.writeString(from.resolve("b"), "12345");
        Path to = Files.createDirectory(temp.resolve("to"));

        assertThatThrownBy(() -> new LeftFiles(from, to, new LeftFiles.Limits(1, 100)).copy())
                .isInstanceOf(RefusedContent.class)
                .hasMessageContaining("More than 1 files");
        assertThatThrownBy(() -> new LeftFiles(
                                from, Files.createDirectory(temp.resolve("to2")), new LeftFiles.Limits(10, 9))
                        .copy())
                .isInstanceOf(RefusedContent.class)
                .hasMessageContaining("9 bytes");
    }
}
