package io.colony.engine.workspace;

import io.colony.engine.git.GitException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What stands in an index of git's that we had it write: which files it checked out, and how the file system described
 * each of them then.
 */
final class GitIndex {
    private static final int SIGNATURE = 0x44495243; // "DIRC"
    private static final int EXTENDED = 0x4000;
    private static final int FIXED_BYTES = 62;
    private static final int SHA_BYTES = 20;

    private final byte[] bytes;
    private final List<Entry> entries;

    private GitIndex(byte[] bytes, List<Entry> entries) {
        this.bytes = bytes;
        this.entries = entries;
    }

    /**
     * A file, a link, or the empty directory of a submodule.
     *
     * @param path with forward slashes
     * @param mode such as {@code 0100644}
     */
    record Entry(String path, int mode, String sha, FileStamp stamp) {
        /** The last part of the path. */
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        boolean isSubmodule() {
            return mode >>> 12 == 0xE;
        }

        boolean isAttributes() {
            return path.equals(".gitattributes") || path.endsWith("/.gitattributes");
        }
    }

    static GitIndex read(Path file) throws IOException {
        return parse(Files.readAllBytes(file));
    }

    /** Reads versions 2 and 3; a {@link GitException} for any other, and for names that are not UTF-8. */
    static GitIndex parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            int signature = in.getInt();
            int version = in.getInt();
            if (signature != SIGNATURE || version < 2 || version > 3) {
                throw new GitException("An index of git's has version " + version + "; 2 and 3 are read.");
            }
            int count = in.getInt();
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                entries.add(entry(in, bytes));
            }
            return new GitIndex(bytes, List.copyOf(entries));
        } catch (BufferUnderflowException | IllegalArgumentException | CharacterCodingException damaged) {
            throw new GitException("An index of git's cannot be read: " + damaged + ".", damaged);
        }
    }

    private static Entry entry(ByteBuffer in, byte[] bytes) throws CharacterCodingException {
        int start = in.position();
        long changed = nanos(in);
        long modified = nanos(in);
        int device = in.getInt();
        int inode = in.getInt();
        int mode = in.getInt();
        in.position(in.position() + 2 * Integer.BYTES); // owner and group
        FileStamp stamp = new FileStamp(changed, modified, device, inode, in.getInt());
        byte[] sha = new byte[SHA_BYTES];
        in.get(sha);
        int more = (in.getShort() & EXTENDED) == 0 ? 0 : Short.BYTES;
        int name = start + FIXED_BYTES + more;
        int end = name;
        while (in.get(end) != 0) {
            end++;
        }
        String path = text(bytes, name, end - name);
        // Entries are padded to eight bytes, with one NUL at least.
        in.position(start + (end - start + Long.BYTES) / Long.BYTES * Long.BYTES);
        return new Entry(path, mode, HexFormat.of().formatHex(sha), stamp);
    }

    private static String text(byte[] bytes, int start, int length) throws CharacterCodingException {
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            throw new CharacterCodingException();
        }
        return text;
    }

    private static long nanos(ByteBuffer in) {
        long seconds = Integer.toUnsignedLong(in.getInt());
        return TimeUnit.SECONDS.toNanos(seconds) + in.getInt();
    }

    List<Entry> entries() {
        return entries;
    }

    /** In bytes. */
    int size() {
        return bytes.length;
    }

    /** Writes it as it was read. */
    void write(Path file) throws IOException {
        Files.write(file, bytes);
    }

    /** SHA-256 of its bytes, in hexadecimal. */
    String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new GitException("This Java has no SHA-256. Use another.", missing);
        }
    }

    /** What decides how the bytes of blobs become those of files. */
    List<String> attributes() {
        return entries.stream()
                .filter(Entry::isAttributes)
                .map(entry -> entry.path() + " " + entry.sha())
                .toList();
    }
}
