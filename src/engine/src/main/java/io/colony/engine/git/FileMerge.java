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
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Merges the three versions of a file by lines. */
final class FileMerge {
    private static final int ERROR = 128;
    private static final int SHORTEST_MARK = 40;
    private static final int SHOWN_LINES = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

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
        ConflictFile.Marks marks = new ConflictFile.Marks(SHORTEST_MARK + RANDOM.nextInt(SHORTEST_MARK));
        try {
            Path ours = version(conflict, 2);
            CommandOutput output = git.in(repository)
                    .directory(scratch.directory())
                    .attempt(
                            "merge-file",
                            "--quiet",
                            "--diff3",
                            "--marker-size=" + marks.size(),
                            ours.toString(),
                            version(conflict, 1).toString(),
                            version(conflict, 3).toString());
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
