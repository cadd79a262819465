package io.colony.engine.git;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Removes a directory with whatever a program left in it: read-only directories, odd names, links (never followed),
 * directories nested deeper than a path may be long.
 */
public final class DirectoryRemoval {
    private static final int FRUITLESS_ROUNDS = 3;
    private static final int LONG_PATH = 2_000;
    /** Each level takes stack. */
    private static final int DEEP = 100;

    private final Path top;
    private int lifted;

    private DirectoryRemoval(Path top) {
        this.top = top;
    }

    /** Removes it; does nothing where it is not there. A {@link GitException} says what stays and why. */
    public static void remove(Path directory) {
        new DirectoryRemoval(directory.toAbsolutePath()).run();
    }

    private void run() {
        IOException last = new IOException("it was not tried");
        int fruitless = 0;
        while (fruitless < FRUITLESS_ROUNDS) {
            int before = lifted;
            try {
                removeTree(top, 0);
                return;
            } catch (IOException failure) {
                // Either directories were lifted to the top, or a program still wrote into one just emptied.
                last = failure;
                fruitless = lifted > before ? 0 : fruitless + 1;
            }
        }
        throw new GitException("Cannot remove " + top + ": " + last + ". Remove it by hand: rm -rf " + top, last);
    }

    private void removeTree(Path path, int depth) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            makeUsable(path);
            if (depth > DEEP || path.toString().length() > top.toString().length() + LONG_PATH) {
                Files.move(path, top.resolve("lifted-" + System.identityHashCode(this) + "-" + lifted));
                lifted++;
                return;
            }
            removeEntries(path, depth);
        }
        Files.deleteIfExists(path);
    }

    private void removeEntries(Path directory, int depth) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                removeTree(entry, depth + 1);
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    private static void makeUsable(Path directory) throws IOException {
        if (!Files.isWritable(directory) || !Files.isReadable(directory) || !Files.isExecutable(directory)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
