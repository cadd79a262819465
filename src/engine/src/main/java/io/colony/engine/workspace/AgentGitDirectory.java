package io.colony.engine.workspace;

import io.colony.engine.git.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@code .git} that an agent could write to, read without git: links and special files are not followed. */
record AgentGitDirectory(Path directory) {
    private static final int MAX_REF_BYTES = 1_000;
    private static final long MAX_PACKED_BYTES = 50_000_000;
    private static final String SYMBOLIC = "ref: ";

    /** Where its objects lie; empty where it is no directory as we made it. */
    Optional<Path> objects() {
        Path objects = directory.resolve("objects");
        return isDirectory(directory) && isDirectory(objects) ? Optional.of(objects) : Optional.empty();
    }

    /** The commit that {@code HEAD} names; empty where that cannot be read. */
    Optional<String> head() {
        if (objects().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> head = content(directory.resolve("HEAD"));
        return head.filter(text -> text.startsWith(SYMBOLIC))
                .map(text -> text.substring(SYMBOLIC.length()))
                .map(this::ref)
                .orElse(head)
                .filter(Names::isSha);
    }

    private Optional<String> ref(String ref) {
        if (!ref.startsWith("refs/") || !Names.isSafePath(ref)) {
            return Optional.empty();
        }
        try {
            return content(directory.resolve(ref)).or(() -> packed(ref));
        } catch (InvalidPathException notOfThisFileSystem) {
            return packed(ref);
        }
    }

    private Optional<String> packed(String ref) {
        Path file = directory.resolve("packed-refs");
        try {
            if (!isFile(file) || Files.size(file) > MAX_PACKED_BYTES) {
                return Optional.empty();
            }
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                return lines.filter(line -> line.endsWith(" " + ref))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .findFirst();
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> content(Path file) {
        try {
            boolean readable = isFile(file) && Files.size(file) <= MAX_REF_BYTES;
            return readable
                    ? Optional.of(
                            Files.readString(file, StandardCharsets.ISO_8859_1).strip())
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isDirectory(Path file) {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }
}
