package io.colony.bench.replay;

import io.colony.bench.BenchException;
import io.colony.engine.git.DirectoryRemoval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads and writes files' contents in a repository: a character is a byte here, so that any encoding survives. */
final class Blobs {
    private static final String NONE = "0".repeat(40);

    private final ReplayGit git;

    Blobs(ReplayGit git) {
        this.git = git;
    }

    /** The contents; empty for the object of zeroes. */
    String read(String blob) {
        if (blob.equals(NONE)) {
            return "";
        }
        return inDirectory(directory -> Files.readString(unpack(directory, blob), StandardCharsets.ISO_8859_1));
    }

    /** The contents as text in UTF-8. */
    String readText(String blob) {
        return new String(read(blob).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Stores contents and answers the object. */
    String write(String text) {
        return inDirectory(directory -> {
            Path file = directory.resolve("contents");
            Files.writeString(file, text, StandardCharsets.ISO_8859_1);
            return git.in(directory, Map.of(), "", "hash-object", "-w", "--no-filters", file.toString())
                    .strip();
        });
    }

    Path unpack(Path directory, String blob) {
        return directory.resolve(
                git.in(directory, Map.of(), "", "unpack-file", blob).strip());
    }

    /** What is done in a directory that is gone afterwards. */
    @FunctionalInterface
    interface Work<T> {
        T in(Path directory) throws IOException;
    }

    static <T> T inDirectory(Work<T> work) {
        try {
            Path directory = Files.createTempDirectory("colony-replay-");
            try {
                return work.in(directory);
            } finally {
                DirectoryRemoval.remove(directory);
            }
        } catch (IOException failure) {
            throw new BenchException("A temporary directory cannot be used: " + failure.getMessage(), failure);
        }
    }
}
