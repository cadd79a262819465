package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.testkit.GitFixture;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalTrustedCloneIT {
    @TempDir
    Path temp;

    private GitFixture host;
    private GitCommand git;
    private LocalTrustedClones clones;

    @BeforeEach
    void open() throws IOException {
        host = GitFixture.create(temp.resolve("host.git"));
        git = new GitCommand(new PlainCommandRunner(), Files.createDirectory(temp.resolve("home")), Map.of());
        clones = new LocalTrustedClones(temp.resolve("root"), git);
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** Freshly fetched; used by one thread here. */
    private TrustedClone trusted() {
        return clones.with("acme/app", host.url(), clone -> clone);
    }

    @Test
    void readsTipsFilesAndSubjects() {
        String base = host.commit("main", "first", Map.of("a.txt", "one\n", "dir/ümlaut.txt", "zwei\n"));
        String head = host.commit("main", "second: \"quoted\"", Map.of("a.txt", "two\n"));

        assertThat(trusted().tip("main")).contains(head);
        assertThat(trusted().tip("missing")).isEmpty();
        assertThat(trusted().contains(base)).isTrue();
        assertThat(trusted().contains("0".repeat(40))).isFalse();
        assertThat(trusted().isAncestor(base, head)).isTrue();
        assertThat(trusted().isAncestor(head, base)).isFalse();
        assertThat(trusted().subjects(base, head)).containsExactly("second: \"quoted\"");
        assertThat(trusted().subjects(head, head)).isEmpty();
        assertThat(text(head, "dir/ümlaut.txt")).contains("zwei\n");
    }

    @Test
    void findsNewNamesThatAFileSystemMayTakeForOthers() {
        String base = host.commit(
                "main",
                "first",
                Map.of("Makefile", "a\n", ".github/ci.yml", "a\n", "a/\u00e9.txt", "a\n", "old", "a\n", "OLD", "a\n"));
        String head = host.change("main")
                .write("makefile", "b\n")
                .write(".GitHub/workflows/x.yml", "b\n")
                .write("a/e\u0301.txt", "b\n")
                .write("a/\u200bb/c.txt", "b\n")
                .write("a/b/d.txt", "b\n")
                .write("old", "b\n")
                .write("new/old", "b\n")
                .write("line\nend", "b\n")
                .write("LINE\nend", "b\n")
                .commit("second");

        Map<String, String> twins = trusted().changes(base, head).twins().others();

        assertThat(twins)
                .containsEntry("makefile", "Makefile")
                .containsEntry(".GitHub", ".github")
                .containsEntry("a/e\u0301.txt", "a/\u00e9.txt")
                .containsEntry("a/\u200bb", "a/b")
                .containsEntry("line\nend", "LINE\nend")
                .doesNotContainKeys("old", "OLD", "new/old", "new");
        assertThat(trusted().changes(base, head).twins().complete()).isTrue();
        assertThat(trusted().changes(head, head).twins()).isEqualTo(ChangeSet.NameTwins.NONE);
    }

    @Test
    void aNameThatOnlyChangesItsLettersHasNoOther() {
        String base = host.commit("main", "first", Map.of("Makefile", "a\n", "b.txt", "b\n"));
        String head =
                host.change("main").remove("Makefile").write("makefile", "a\n").commit("second");

        assertThat(trusted().changes(base, head).twins()).isEqualTo(ChangeSet.NameTwins.NONE);
    }

    @Test
    void newNamesInMoreDirectoriesThanAreLookedAtAreSaidToBeSo() {
        String base = host.commit("main", "first", Map.of("a", "a\n"));
        String head = host.commit("main", "second", Map.of("b/c/d", "a\n", "B/c/d", "a\n"));
        Path directory = trusted().directory();
        List<RawChange> changes = RawChange.parse(
                git.in(directory).run("diff-tree", "-r", "-z", "--raw", "--no-renames", base, head, "--"));

        assertThat(new TwinSearch(git, directory, head, 3).run(base, changes).complete())
                .isFalse();
        assertThat(new TwinSearch(git, directory, head, 5).run(base, changes))
                .isEqualTo(new ChangeSet.NameTwins(Map.of("b", "B", "B", "b"), true));
    }

    @Test
    void readsWholeTextsOfBuildFilesFromBothSides() {
        String base = host.commit("main", "first", Map.of("package.json", "{}\n", "pom.xml", "<a/>\n", "x.txt", "x\n"));
        String head = host.change("main")
                .write("package.json", "{ }\n")
                .remove("pom.xml")
                .write("sub/Cargo.toml", "a = 1\n")
                .write("x.txt", "y\n")
                .link("setup.py", "x.txt")
                .write("big/pom.xml", "x".repeat(1_000_001))
                .commit("second");

        assertThat(trusted().changes(base, head).texts())
                .containsOnly(
                        Map.entry("package.json", new ChangeSet.FileTexts(Optional.of("{}\n"), Optional.of("{ }\n"))),
                        Map.entry("pom.xml", new ChangeSet.FileTexts(Optional.of("<a/>\n"), Optional.empty())),
                        Map.entry("sub/Cargo.toml", new ChangeSet.FileTexts(Optional.empty(), Optional.of("a = 1\n"))));
    }

    @Test
    void findsWhereAChangeWasTakenBackByWhatTheFilesHold() {
        String before = host.commit("main", "first", Map.of("a.txt", "one\n", "keep.txt", "keep\n"));
        String merged = host.change("main")
                .write("a.txt", "two\n")
                .write("line\nbreak \u00fc.txt", "new\n")
                .commit("change");
        host.commit("main", "another", Map.of("other.txt", "other\n"));
        assertThat(trusted().takenBack(before, merged, tip())).isEmpty();
        host.change("main").remove("line\nbreak \u00fc.txt").commit("half of it");
        assertThat(trusted().takenBack(before, merged, tip())).isEmpty();
        String whole = host.commit("main", "the other half", Map.of("a.txt", "one\n"));
        host.commit("main", "and on", Map.of("a.txt", "three\n"));

        assertThat(trusted().takenBack(before, merged, tip())).contains(whole);
        assertThat(trusted().takenBack(before, merged, merged)).isEmpty();
        assertThat(trusted().firstParents(merged, 5)).containsExactly(before);
        assertThat(trusted().firstParents(before, 5)).isEmpty();
    }

    @Test
    void aCommitThatDoesMoreThanTakeAChangeBackIsNotFound() {
        String before = host.commit("main", "first", Map.of("a.txt", "one\n"));
        String merged = host.commit("main", "change", Map.of("b.txt", "new\n"));
        host.change("main").remove("b.txt").write("c.txt", "new\n").commit("move it");
        host.commit("main", "c", Map.of("c.txt", "newer\n"));

        assertThat(trusted().takenBack(before, merged, tip())).isEmpty();
    }

    private String tip() {
        return host.tip("main").orElseThrow();
    }

    @Test
    void readsFilesByExactNameAndFollowsNoLink() {
        String head = host.change("main")
                .write("real.txt", "real\n")
                .write("dir/inner.txt", "inner\n")
                .link("link.txt", "real.txt")
                .link("linked", "dir")
                .commit("files");

        assertThat(text(head, "real.txt")).contains("real\n");
        assertThat(List.of("REAL.txt", "link.txt", "linked/inner.txt", "dir", "dir/", "./real.txt", "/real.txt"))
                .allSatisfy(path -> assertThat(text(head, path)).as(path).isEmpty());
    }

    @Test
    void readsBytesThatAreNoUtf8() {
        byte[] bytes = {0, (byte) 0xff, (byte) 0xfe, 10, 13, 10};
        String head = host.change("main").write("data.bin", bytes).commit("binary");

        assertThat(trusted().file(head, "data.bin"))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    }

    @Test
    void tellsAllKindsOfChanges() {
        String text = "line\n".repeat(40);
        String base = host.change("main")
                .write("moved/old.txt", text)
                .write("changed.txt", "a\nb\n")
                .write("gone.txt", "x\n")
                .commit("base");
        String head = host.change("main")
                .remove("moved/old.txt")
                .write("moved/new name\t\".txt", text)
                .write("changed.txt", "a\nc\nd\n")
                .remove("gone.txt")
                .link("link", "/etc/passwd")
                .submodule("sub", base)
                .write("image.png", new byte[] {1, 0, 2})
                .commit("change");

        ChangeSet change = trusted().changes(base, head);

        assertThat(change.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("blob")
                .containsExactlyInAnyOrder(
                        new ChangedFile(
                                Kind.RENAMED,
                                "moved/new name\t\".txt",
                                Optional.of("moved/old.txt"),
                                "100644",
                                200,
                                false),
                        new ChangedFile(Kind.MODIFIED, "changed.txt", Optional.empty(), "100644", 6, false),
                        new ChangedFile(Kind.REMOVED, "gone.txt", Optional.empty(), "000000", 0, false),
                        new ChangedFile(Kind.ADDED, "link", Optional.empty(), "120000", 11, false),
                        new ChangedFile(Kind.ADDED, "sub", Optional.empty(), "160000", 0, false),
                        new ChangedFile(Kind.ADDED, "image.png", Optional.empty(), "100644", 3, true));
    }

    @Test
    void comparesWithTheMergeBaseAndNotWithTheTip() {
        String fork = host.commit("main", "base", Map.of("a.txt", "1\n"));
        host.branch("feature", fork);
        String head = host.commit("feature", "feature", Map.of("b.txt", "2\n"));
        String tip = host.commit("main", "meanwhile", Map.of("c.txt", "3\n"));

        ChangeSet change = trusted().changes(tip, head);

        assertThat(change.base()).isEqualTo(fork);
        assertThat(change.files()).extracting(ChangedFile::path).containsExactly("b.txt");
    }

    @Test
    void cutsALongDiffAndSaysSo() {
        String base = host.commit("main", "base", Map.of("a.txt", "1\n"));
        String head = host.commit("main", "long", Map.of("a.txt", "a line of text\n".repeat(1000)));

        String whole = trusted().diff(base, head, 1_000_000);
        String cut = trusted().diff(base, head, 500);

        assertThat(whole).startsWith("diff --git a/a.txt b/a.txt\n").doesNotContain(TrustedClone.DIFF_CUT);
        assertThat(cut.lines().toList().getLast()).startsWith(TrustedClone.DIFF_CUT);
        assertThat(cut.length()).isLessThan(620);
    }

    @Test
    void attributesOfTheTreeHideNothingInADiff() {
        String base = host.commit("main", "base", Map.of("a.txt", "1\n", ".gitattributes", "*.txt -diff binary\n"));
        String head = host.commit("main", "change", Map.of("a.txt", "secret\n"));

        assertThat(trusted().diff(base, head, 10_000)).contains("+secret");
    }

    @Test
    void patchIdStaysOverARebaseAndSeesWhiteSpaceAndBytes() {
        String fork = host.commit("main", "base", Map.of("a.txt", numbers(), "z.bin", "\0one"));
        host.branch("one", fork);
        host.branch("two", fork);
        host.branch("three", fork);
        String one = host.commit("one", "change", Map.of("a.txt", numbers().replace("15\n", "fifteen\n")));
        String spaces = host.commit("two", "change", Map.of("a.txt", numbers().replace("15\n", " fifteen\n")));
        String bytes = host.commit("three", "bytes", Map.of("z.bin", "\0two"));
        host.branch("four", fork);
        String otherBytes = host.commit("four", "bytes", Map.of("z.bin", "\0three"));
        String moved = host.commit("main", "meanwhile", Map.of("a.txt", "0\n" + numbers()));

        String rebased = ((RebaseResult.Rebased) trusted().rebase(fork, one, moved)).head();

        assertThat(id(moved, rebased)).isEqualTo(id(fork, one)).isNotEqualTo(id(fork, spaces));
        assertThat(id(fork, bytes)).isNotEqualTo(id(fork, otherBytes));
    }

    private String id(String base, String head) {
        return trusted().patchId(base, head);
    }

    @Test
    void takesABundleInAndRefusesWhatDoesNotFit() throws IOException {
        String start = host.commit("main", "base", Map.of("a.txt", "1\n"));
        host.branch("other", start);
        String other = host.commit("other", "elsewhere", Map.of("o.txt", "o\n"));
        String head = agentCommit(start, "agent.txt");
        Path bundle = bundle(head, start);

        assertThat(trusted().importBundle(bundle, start, 1 << 20)).isEqualTo(head);
        assertThat(trusted().contains(head)).isTrue();
        assertThatThrownBy(() -> trusted().importBundle(bundle, start, 100))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("larger than the limit of 100 bytes");
        assertThatThrownBy(() -> trusted().importBundle(bundle, other, 1 << 20))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("does not descend from " + other);
        Path noise = Files.writeString(temp.resolve("noise"), "no bundle\n\n");
        assertThatThrownBy(() -> trusted().importBundle(noise, start, 1 << 20)).hasMessageContaining("no git bundle");
        Path link = Files.createSymbolicLink(temp.resolve("link"), bundle);
        assertThatThrownBy(() -> trusted().importBundle(link, start, 1 << 20)).hasMessageContaining("no bundle at");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void refusesObjectsThatAreMalformedAndKeepsNoneOfThem() throws IOException {
        String start = host.commit("main", "base", Map.of("a.txt", "1\n"));
        Path agent = agentRepository(start);
        String blob =
                git.in(agent).input("x\n").run("hash-object", "-w", "--stdin").strip();
        String tree = git.in(agent)
                .input("100644 blob " + blob + "\t.GIT\n")
                .run("mktree")
                .strip();
        String head = new CommitObject(tree, List.of(start), person(), person(), "evil\n").write(git, agent);
        Path bundle = bundle(head, start);

        assertThatThrownBy(() -> trusted().importBundle(bundle, start, 1 << 20))
                .isInstanceOf(RefusedContent.class)
                .hasMessageContaining("hasDotgit");
        assertThat(trusted().contains(head)).isFalse();
    }

    @Test
    void refusesABundleWhosePrerequisiteIsUnknown() throws IOException {
        String start = host.commit("main", "base", Map.of("a.txt", "1\n"));
        String middle = agentCommit(start, "one.txt");
        String head = agentCommit(middle, "two.txt");
        Path bundle = bundle(head, middle);

        assertThatThrownBy(() -> trusted().importBundle(bundle, start, 1 << 20))
                .hasMessageContaining(middle)
                .hasMessageContaining("does not have");
    }

    @Test
    void namesTheRepositoryWhenItCannotBeFetched() {
        assertThatThrownBy(
                        () -> clones.with("acme/none", temp.resolve("none.git").toString(), TrustedClone::directory))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("git fetch failed in")
                .hasMessageContaining("acme/none.git")
                .hasMessageContaining("none.git' does not appear to be a git repository");
    }

    @Test
    void runsNothingThatTheUsersConfigurationNames() throws IOException {
        String base = host.commit("main", "base", Map.of("a.txt", "1\n"));
        Path home = temp.resolve("home");
        Path proof = temp.resolve("proof");
        Files.writeString(
                home.resolve(".gitconfig"),
                "[core]\n\tfsmonitor = touch " + proof + "\n[diff]\n\texternal = touch " + proof
                        + "\n[alias]\n\tlog = !touch " + proof + "\n");

        assertThat(trusted().diff(base, base, 100)).isEmpty();
        assertThat(trusted().subjects(base, base)).isEmpty();
        assertThat(proof).doesNotExist();
    }

    private Optional<String> text(String sha, String path) {
        return trusted().file(sha, path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String numbers() {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 30; i++) {
            lines.append(i).append('\n');
        }
        return lines.toString();
    }

    private static String person() {
        return "Agent <agent@example.org> 1767225600 +0000";
    }

    private Path agentRepository(String start) {
        Path agent = GitDirectory.bare(temp.resolve("agent.git"));
        if (!Fetch.missing(git, agent, List.of(start)).isEmpty()) {
            Fetch.run(git, agent, host.url(), "+refs/heads/*:refs/heads/*");
        }
        return agent;
    }

    private String agentCommit(String parent, String path) {
        Path agent = agentRepository(host.tip("main").orElseThrow());
        String blob =
                git.in(agent).input(path).run("hash-object", "-w", "--stdin").strip();
        String old = git.in(agent).run("ls-tree", parent);
        String tree = git.in(agent)
                .input(old + "100644 blob " + blob + "\t" + path + "\n")
                .run("mktree")
                .strip();
        return new CommitObject(tree, List.of(parent), person(), person(), "add " + path + "\n").write(git, agent);
    }

    private Path bundle(String head, String start) {
        Path agent = temp.resolve("agent.git");
        Path bundle = temp.resolve("bundle-" + head);
        git.in(agent).run("update-ref", "refs/colony/export", head);
        git.in(agent).run("bundle", "create", "-q", bundle.toString(), "refs/colony/export", "^" + start);
        return bundle;
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("root/trusted/acme/app.git"))) {
            return files.filter(file -> file.getFileName().toString().contains("-"))
                    .toList();
        }
    }
}
