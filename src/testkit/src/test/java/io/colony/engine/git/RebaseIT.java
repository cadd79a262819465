package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.git.RebaseResult.ConflictHunk;
import io.colony.engine.git.RebaseResult.Conflicted;
import io.colony.engine.git.RebaseResult.Rebased;
import io.colony.engine.git.RebaseResult.Resolution;
import io.colony.engine.git.RebaseResult.ResolvedHunk;
import io.colony.engine.git.RebaseResult.UpToDate;
import io.colony.testkit.GitFixture;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RebaseIT {
    private static final String LINES = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

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

    private String text(String sha, String path) {
        return new String(trusted().file(sha, path).orElseThrow(), StandardCharsets.UTF_8);
    }

    private String fork(Map<String, String> files) {
        String fork = host.commit("main", "base", files);
        host.branch("change", fork);
        return fork;
    }

    @Test
    void saysWhenThereIsNothingToDo() {
        String base = fork(Map.of("a.txt", LINES));
        String head = host.commit("change", "change", Map.of("a.txt", "x\n"));

        assertThat(trusted().rebase(base, head, base)).isEqualTo(new UpToDate(head));
    }

    @Test
    void replaysEveryCommitWithItsAuthorAndMessage() {
        String base = fork(Map.of("a.txt", LINES, "b.txt", "b\n"));
        host.change("change")
                .write("a.txt", LINES.replace("2", "two"))
                .author("Jürgen Groß <j@example.org>")
                .commit("first\n\nwith a body\n");
        String head = host.commit("change", "second", Map.of("c.txt", "c\n"));
        String onto = host.commit("main", "meanwhile", Map.of("a.txt", LINES.replace("8", "eight")));

        Rebased rebased = (Rebased) trusted().rebase(base, head, onto);

        assertThat(rebased.resolved()).isEmpty();
        assertThat(rebased.confidence()).isEqualTo(1);
        assertThat(text(rebased.head(), "a.txt"))
                .isEqualTo(LINES.replace("2", "two").replace("8", "eight"));
        assertThat(trusted().subjects(onto, rebased.head())).containsExactly("first", "second");
        CommitObject last = CommitObject.read(git, trusted().directory(), rebased.head());
        CommitObject first =
                CommitObject.read(git, trusted().directory(), last.parents().getFirst());
        assertThat(first.author()).startsWith("Jürgen Groß <j@example.org> ");
        assertThat(first.message()).isEqualTo("first\n\nwith a body\n");
        assertThat(first.parents()).containsExactly(onto);
        assertThat(first.committer()).startsWith("Colony Marshal ");
    }

    @Test
    void givesTheSameCommitsWhenDoneAgain() {
        String base = fork(Map.of("a.txt", LINES));
        String head = host.commit("change", "change", Map.of("b.txt", "x\n"));
        String onto = host.commit("main", "meanwhile", Map.of("c.txt", "y\n"));

        assertThat(trusted().rebase(base, head, onto)).isEqualTo(trusted().rebase(base, head, onto));
    }

    @Test
    void dropsACommitThatTheBaseHasAlready() {
        String base = fork(Map.of("a.txt", LINES));
        String head = host.commit("change", "same", Map.of("a.txt", LINES + "10\n"));
        String onto = host.commit("main", "same elsewhere", Map.of("a.txt", LINES + "10\n", "b.txt", "b\n"));

        assertThat(trusted().rebase(base, head, onto)).isEqualTo(new Rebased(onto, List.of()));
    }

    @Test
    void reportsAConflictWithAllThreeSidesAndChangesNothing() {
        String base = fork(Map.of("a.txt", LINES));
        String head = host.commit("change", "change", Map.of("a.txt", LINES.replace("5", "theirs")));
        String onto = host.commit("main", "meanwhile", Map.of("a.txt", LINES.replace("5", "ours")));

        assertThat(trusted().rebase(base, head, onto))
                .isEqualTo(new Conflicted(
                        List.of(new ConflictHunk(head, "a.txt", 5, List.of("5"), List.of("ours"), List.of("theirs")))));
    }

    @Test
    void mergesImportsThatBothSidesAdded() {
        String base = fork(Map.of("A.java", "package a;\n\nimport java.util.List;\n\nclass A {}\n"));
        String head = host.commit(
                "change",
                "change",
                Map.of("A.java", "package a;\n\nimport java.util.List;\nimport java.util.Map;\n\nclass A {}\n"));
        String onto = host.commit(
                "main",
                "meanwhile",
                Map.of("A.java", "package a;\n\nimport java.util.List;\nimport java.util.Set;\n\nclass A {}\n"));

        Rebased rebased = (Rebased) trusted().rebase(base, head, onto);

        assertThat(rebased.confidence()).isEqualTo(0.95);
        assertThat(rebased.resolved()).extracting(ResolvedHunk::rule).containsExactly("both-added");
        assertThat(text(rebased.head(), "A.java"))
                .isEqualTo(
                        "package a;\n\nimport java.util.List;\nimport java.util.Map;\nimport java.util.Set;\n\nclass A {}\n");
    }

    @Test
    void appliesAnswersByIndexOverSeveralCommits() {
        String base = fork(Map.of("a.txt", LINES));
        String first = host.commit("change", "one", Map.of("a.txt", LINES.replace("3", "theirs 3")));
        String head = host.commit(
                "change", "two", Map.of("a.txt", LINES.replace("3", "theirs 3").replace("7", "theirs 7")));
        String onto = host.commit(
                "main",
                "meanwhile",
                Map.of("a.txt", LINES.replace("3", "ours 3").replace("7", "ours 7")));
        TrustedClone clone = trusted();

        Conflicted one = (Conflicted) clone.rebase(base, head, onto);
        Map<Integer, Resolution> answers = Map.of(0, new Resolution(List.of("both 3"), 0.8));
        Conflicted two = (Conflicted) clone.rebase(base, head, onto, answers);
        Map<Integer, Resolution> all = Map.of(
                0, new Resolution(List.of("both 3"), 0.8), 1, new Resolution(List.of("both 7", "and more"), 0.6));
        Rebased rebased = (Rebased) clone.rebase(base, head, onto, all);

        assertThat(one.hunks()).extracting(ConflictHunk::commit).containsExactly(first);
        assertThat(two.hunks()).extracting(ConflictHunk::commit).containsExactly(first, head);
        assertThat(rebased.confidence()).isEqualTo(0.6);
        assertThat(rebased.resolved()).extracting(ResolvedHunk::rule).containsExactly("answer", "answer");
        assertThat(text(rebased.head(), "a.txt"))
                .isEqualTo(LINES.replace("3", "both 3").replace("7", "both 7\nand more"));
    }

    @Test
    void takesNoAnswerThatLeavesMarkers() {
        String base = fork(Map.of("a.txt", LINES));
        String head = host.commit("change", "change", Map.of("a.txt", LINES.replace("5", "theirs")));
        String onto = host.commit("main", "meanwhile", Map.of("a.txt", LINES.replace("5", "ours")));

        RebaseResult result = trusted()
                .rebase(
                        base,
                        head,
                        onto,
                        Map.of(0, new Resolution(List.of("<<<<<<< a", "ours", "=======", "theirs", ">>>>>>> b"), 1)));

        assertThat(result).isInstanceOf(Conflicted.class);
    }

    @Test
    void keepsCarriageReturnsAndBytesThatAreNoUtf8() throws IOException {
        byte[] start = "a\r\nb\r\nc\r\n".getBytes(StandardCharsets.UTF_8);
        String base = host.change("main")
                .write("dos.txt", start)
                .write("latin.txt", "1\nä\n3\n".getBytes(StandardCharsets.ISO_8859_1))
                .commit("base");
        host.branch("change", base);
        String head = host.change("change")
                .write("dos.txt", "a\r\ntheirs\r\nc\r\n")
                .write("latin.txt", "1\nö\n3\n".getBytes(StandardCharsets.ISO_8859_1))
                .commit("change");
        String onto = host.change("main")
                .write("dos.txt", "a\r\nours\r\nc\r\n")
                .write("latin.txt", "1\nü\n3\n".getBytes(StandardCharsets.ISO_8859_1))
                .commit("meanwhile");
        Map<Integer, Resolution> answers =
                Map.of(0, new Resolution(List.of("both"), 0.5), 1, new Resolution(List.of("öü"), 0.5));

        Rebased rebased = (Rebased) trusted().rebase(base, head, onto, answers);

        assertThat(text(rebased.head(), "dos.txt")).isEqualTo("a\r\nboth\r\nc\r\n");
        assertThat(trusted().file(rebased.head(), "latin.txt").orElseThrow())
                .isEqualTo("1\nöü\n3\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void markersInTheFilesThemselvesConfuseNothing() {
        String text = "<<<<<<< a\n=======\n>>>>>>> b\n"
                + IntStream.rangeClosed(1, 150)
                        .mapToObj(length ->
                                "<|=>".substring(length % 4, length % 4 + 1).repeat(length) + "\n")
                        .collect(Collectors.joining());
        String base = fork(Map.of("a.md", text + "x\n"));
        String head = host.commit("change", "change", Map.of("a.md", text + "theirs\n"));
        String onto = host.commit("main", "meanwhile", Map.of("a.md", text + "ours\n"));

        Rebased rebased = (Rebased) trusted().rebase(base, head, onto, Map.of(0, new Resolution(List.of("done"), 0.7)));

        assertThat(text(rebased.head(), "a.md")).isEqualTo(text + "done\n");
    }

    @Test
    void leavesToAPersonWhatLinesCannotSettle() {
        String base = fork(Map.of("gone.txt", LINES, "kept.txt", "k\n"));
        String head = host.commit("change", "change", Map.of("gone.txt", LINES + "10\n"));
        String onto = host.change("main").remove("gone.txt").commit("remove");
        Map<Integer, Resolution> answers = Map.of(0, new Resolution(List.of("x"), 1));

        Conflicted conflicted = (Conflicted) trusted().rebase(base, head, onto, answers);

        assertThat(conflicted.hunks()).hasSize(1);
        assertThat(conflicted.hunks().getFirst().line()).isZero();
        assertThat(conflicted.hunks().getFirst().ours()).isEmpty();
        assertThat(conflicted.hunks().getFirst().theirs()).hasSize(10);
    }

    @Test
    void binaryFilesConflictAsAWhole() {
        String base = fork(Map.of("a.bin", "\0one"));
        String head = host.commit("change", "change", Map.of("a.bin", "\0two"));
        String onto = host.commit("main", "meanwhile", Map.of("a.bin", "\0three"));

        Conflicted conflicted = (Conflicted) trusted().rebase(base, head, onto);

        assertThat(conflicted.hunks()).extracting(ConflictHunk::line).containsExactly(0);
    }

    @Test
    void followsARenameOnTheBase() {
        String base = fork(Map.of("old.txt", LINES.repeat(4)));
        String head = host.commit("change", "change", Map.of("old.txt", LINES.repeat(4) + "end\n"));
        String onto = host.change("main")
                .remove("old.txt")
                .write("dir/new.txt", LINES.repeat(4))
                .commit("move");

        Rebased rebased = (Rebased) trusted().rebase(base, head, onto);

        assertThat(text(rebased.head(), "dir/new.txt")).endsWith("end\n");
    }

    @Test
    void attributesOfTheTreeDoNotChooseHowToMerge() {
        String base = fork(Map.of("a.txt", LINES, ".gitattributes", "*.txt merge=union\n"));
        String head = host.commit("change", "change", Map.of("a.txt", LINES.replace("5", "theirs")));
        String onto = host.commit("main", "meanwhile", Map.of("a.txt", LINES.replace("5", "ours")));

        assertThat(trusted().rebase(base, head, onto)).isInstanceOf(Conflicted.class);
    }

    @Test
    void replaysARangeWithAMergeAsOneCommit() {
        String base = fork(Map.of("a.txt", LINES));
        String own = host.commit("change", "own work", Map.of("b.txt", "own\n"));
        String middle = host.commit("main", "middle", Map.of("c.txt", "middle\n"));
        TrustedClone clone = trusted();
        String tree = host.commit("scratch", "tree", Map.of("a.txt", LINES, "b.txt", "own\n", "c.txt", "middle\n"));
        clone.fetch();
        CommitObject model = CommitObject.read(git, clone.directory(), tree);
        String head = model.with(model.tree(), List.of(own, middle)).write(git, clone.directory());
        String onto = host.commit("main", "later", Map.of("d.txt", "later\n"));
        clone.fetch();

        Rebased rebased = (Rebased) clone.rebase(base, head, onto);

        assertThat(clone.subjects(onto, rebased.head())).containsExactly("own work");
        assertThat(clone.changes(onto, rebased.head()).files())
                .extracting(ChangeSet.ChangedFile::path)
                .containsExactly("b.txt");
    }

    @Test
    void refusesAHistoryOfItsOwn() {
        String base = fork(Map.of("a.txt", LINES));
        String alien = host.commit("alien", "root", Map.of("z.txt", "z\n"));
        String onto = host.commit("main", "later", Map.of("d.txt", "later\n"));

        assertThatThrownBy(() -> trusted().rebase(base, alien, onto))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("has no parent");
    }
}
