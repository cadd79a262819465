package io.colony.engine.git;

import io.colony.engine.git.LocalTrustedClone.Scratch;
import io.colony.engine.git.MergeTree.FileConflict;
import io.colony.engine.git.MergeTree.Stage;
import io.colony.engine.git.RebaseResult.ConflictHunk;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Merges the three versions of a file by lines. */
final class FileMerge {
    private static final int ERROR = 128;
    /** A file with longer runs of such characters is for a person to merge. */
    private static final int LONGEST_MARK = 5_000;

    private static final int SHOWN_LINES = 200;

    private final GitCommand git;
    private final Path repository;
    private final Scratch scratch;

    FileMerge(GitCommand git, Path repository, Scratch scratch) {
        this.git = git;
        this.repository = repository;
        this.scratch = scratch;
    }

    /** A merged file in the character set that gives its bytes back unchanged. */
    record Merge(ConflictFile file, Charset charset) {}

    /** Merges; empty for what is no text. */
    Optional<Merge> merge(FileConflict conflict) {
        try {
            Path ours = version(conflict, 2);
            Path before = version(conflict, 1);
            Path theirs = version(conflict, 3);
            ConflictFile.Marks marks = ConflictFile.Marks.longerThan(MarkRuns.longest(List.of(ours, before, theirs)));
            if (marks.size() > LONGEST_MARK) {
                return Optional.empty();
            }
            CommandOutput output = git.in(repository)
                    .directory(scratch.directory())
                    .attempt(
                            "merge-file",
                            "--quiet",
                            "--diff3",
                            "--marker-size=" + marks.size(),
                            ours.toString(),
                            before.toString(),
                            theirs.toString());
            if (output.exitCode() >= ERROR) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(ours);
            Charset charset = charset(bytes);
            return Optional.of(new Merge(ConflictFile.parse(new String(bytes, charset), marks), charset));
        } catch (IOException failure) {
            throw new GitException("Cannot merge " + conflict.path() + " in " + repository + ": " + failure, failure);
        }
    }

    private Path version(FileConflict conflict, int stage) throws IOException {
        Optional<Stage> version = conflict.stage(stage);
        return version.isPresent() ? scratch.unpack(git, version.get().sha()) : scratch.write("");
    }

    private static Charset charset(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException notUtf8) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    /** Writes a resolved file as a blob. */
    String store(CharSequence text, Merge merge) {
        try {
            Path file = Files.write(
                    Files.createTempFile(scratch.directory(), "resolved-", ""),
                    text.toString().getBytes(merge.charset()));
            return git.in(repository)
                    .run("hash-object", "-w", "--no-filters", "--", file.toString())
                    .strip();
        } catch (IOException failure) {
            throw new GitException("Cannot write a resolved file of " + repository + ": " + failure, failure);
        }
    }

    /** A conflict that lines cannot settle, with what each side has. */
    ConflictHunk whole(String commit, FileConflict conflict) {
        Function<Integer, List<String>> lines = stage -> conflict.stage(stage)
                .filter(version ->
                        version.mode().startsWith("1") && !version.mode().equals("160000"))
                .map(this::shown)
                .orElse(List.of());
        return new ConflictHunk(commit, conflict.path(), 0, lines.apply(1), lines.apply(2), lines.apply(3));
    }

    private List<String> shown(Stage version) {
        try {
            String text = new String(Files.readAllBytes(scratch.unpack(git, version.sha())), StandardCharsets.UTF_8);
            return text.indexOf('\0') >= 0
                    ? List.of()
                    : text.lines().limit(SHOWN_LINES).toList();
        } catch (IOException failure) {
            throw new GitException("Cannot read " + version.sha() + " of " + repository + ": " + failure, failure);
        }
    }
}
