package io.colony.engine.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a file system says of a file, a link or a directory. Its time of change is the kernel's: whatever is done to
 * content, name, mode, owner, attributes or links sets it to the clock's time, and no call sets it to another.
 *
 * @param changed in nanoseconds of the epoch
 * @param modified the same; a program may set it as it likes
 * @param device the lower 32 bits, as in git's index
 * @param inode the same
 * @param size the same; 0 for directories
 */
record FileStamp(long changed, long modified, int device, int inode, int size) {
    private static final String ATTRIBUTES = "unix:ctime,lastModifiedTime,dev,ino,size,isDirectory";

    /** Of whatever lies there, no link followed; empty where nothing does. */
    static Optional<FileStamp> of(Path file) {
        return read(file).map(FileStamp::from);
    }

    /** Of a directory; empty where none lies there. */
    static Optional<FileStamp> ofDirectory(Path directory) {
        return read(directory)
                .filter(attributes -> Boolean.TRUE.equals(attributes.get("isDirectory")))
                .map(FileStamp::from)
                .map(FileStamp::withoutSize);
    }

    /** Whether the same lies there now, untouched since a moment that is later than its last change. */
    boolean unchangedSince(long moment, Optional<FileStamp> now) {
        return now.isPresent() && equals(now.get()) && changed < moment;
    }

    private FileStamp withoutSize() {
        return new FileStamp(changed, modified, device, inode, 0);
    }

    private static Optional<Map<String, Object>> read(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException unreadable) {
            return Optional.empty();
        }
    }

    private static FileStamp from(Map<String, Object> attributes) {
        return new FileStamp(
                nanos(attributes, "ctime"),
                nanos(attributes, "lastModifiedTime"),
                number(attributes, "dev").intValue(),
                number(attributes, "ino").intValue(),
                number(attributes, "size").intValue());
    }

    private static long nanos(Map<String, Object> attributes, String name) {
        return ((FileTime) Objects.requireNonNull(attributes.get(name), name)).to(TimeUnit.NANOSECONDS);
    }

    private static Number number(Map<String, Object> attributes, String name) {
        return (Number) Objects.requireNonNull(attributes.get(name), name);
    }
}
