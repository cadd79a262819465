package io.colony.engine.remote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/**
 * Files in a directory that a program of the same user writes too: it may put a pipe, a link or a flood in the place of any
 * of them, at any moment. None of that holds a reader or writer up. Safe for use by many threads and processes.
 */
final class PlainFile {
    private PlainFile() {}

    /**
     * Up to so many bytes from a position on; none where it ends before.
     *
     * @throws IOException where it is a link, a pipe, a directory, or is missing
     */
    static byte[] read(Path file, long from, int most) throws IOException {
        try (FileChannel in = open(file)) {
            return read(in, from, most);
        } catch (IOException failure) {
            throw told(file, failure);
        }
    }

    /** The last bytes, up to so many. */
    static byte[] last(Path file, int most) throws IOException {
        try (FileChannel in = open(file)) {
            return read(in, Math.max(0, in.size() - most), most);
        }
    }

    /** All of it as text; an {@link IOException} where that would be more than so many bytes. */
    static String text(Path file, int most) throws IOException {
        byte[] bytes = read(file, 0, most + 1);
        if (bytes.length > most) {
            throw new IOException(file + " has more than " + most + " bytes, and no more are read");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whole or not at all, whatever was there before. */
    static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        Files.writeString(draft, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException rare) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Puts bytes at a position; at the first one the file begins anew. */
    static void put(Path file, long at, byte[] bytes) throws IOException {
        if (at == 0) {
            Files.deleteIfExists(file);
            Files.createFile(file);
        }
        try (FileChannel out = open(file)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left, at + left.position());
            }
        } catch (IOException failure) {
            throw told(file, failure);
        }
    }

    private static IOException told(Path file, IOException failure) {
        return !exists(file) || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? failure
                : new IOException(file + " is no file: whatever runs there put something else in its place", failure);
    }

    /**
     * For both, though only one is meant: a pipe opens at once then instead of waiting for its other end, and since it has
     * no positions, what is asked of it fails.
     */
    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] read(FileChannel in, long from, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(in.size() - from, 1, most));
        while (bytes.hasRemaining() && in.read(bytes, from + bytes.position()) > 0) {
            // As much as there is, and no more than was asked.
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Whether there is something that can be read; what cannot be, fails when it is. */
    static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
