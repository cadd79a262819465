package io.colony.engine.workspace;

import io.colony.engine.git.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@code .git} that an agent could write to, read without git: links and special files are not followed. */
record AgentGitDirectory(Path directory) {
    private static final int MAX_REF_BYTES = 8_192;
    private static final long MAX_PACKED_BYTES = 50_000_000;
    private static final String SYMBOLIC = "ref: ";

    /** Where its objects lie; empty where it is no directory as we made it. */
    Optional<Path> objects() {
        Path objects = directory.resolve("objects");
        return isDirectory(directory) && isDirectory(objects) ? Optional.of(objects) : Optional.empty();
    }

    /**
     * What would have git read other files than those that lie here; empty where nothing does.
     *
     * @param lent the objects that this directory was given to read when it was made
     */
    Optional<String> borrowed(Path lent) {
        Path objects = directory.resolve("objects");
        for (Path place : Files.exists(lent, LinkOption.NOFOLLOW_LINKS) ? List.of(objects, lent) : List.of(objects)) {
            try (Stream<Path> all = Files.walk(place)) {
                Optional<Path> strange =
                        all.filter(file -> !isFile(file) && !isDirectory(file)).findFirst();
                if (strange.isPresent()) {
                    return Optional.of(named(strange.get()) + " is neither a file nor a directory");
                }
            } catch (IOException | UncheckedIOException unreadable) {
                return Optional.of(named(place) + " cannot be read");
            }
        }
        if (Files.exists(lent.resolve("info"), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("What the checkout was lent names other repositories");
        }
        Path http = objects.resolve("info/http-alternates");
        if (Files.exists(http, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(named(http) + " names other repositories");
        }
        Path alternates = objects.resolve("info/alternates");
        boolean ours = !Files.exists(alternates, LinkOption.NOFOLLOW_LINKS)
                || content(alternates).equals(Optional.of(lent.toString()));
        return ours ? Optional.empty() : Optional.of(named(alternates) + " names other repositories");
    }

    private String named(Path file) {
        return ".git/" + directory.relativize(file);
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
