package io.colony.engine.workspace;

import io.colony.engine.git.RefusedContent;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Copies what a gate left in its checkout to a fresh one. What lies in the fresh one stays: no file of the commit is replaced,
 * and nothing is written through its links. Neither {@code .git} nor what is no file, directory or link is copied.
 */
final class LeftFiles extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private final Limits limits;
    private int entries;
    private long bytes;

    /** How much is copied at most. */
    record Limits(int entries, long bytes) {
        static final Limits DEFAULT = new Limits(2_000_000, 16L << 30);
    }

    LeftFiles(Path from, Path to, Limits limits) {
        this.from = from;
        this.to = to;
        this.limits = limits;
    }

    /** Throws {@link RefusedContent} where it is more than the limits allow. */
    void copy() throws IOException {
        Files.walkFileTree(from, this);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        if (directory.equals(from)) {
            return FileVisitResult.CONTINUE;
        }
        if (isGit(directory)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        count(0);
        Path target = target(directory);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }
        Files.createDirectory(target);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Path target = target(file);
        if (isGit(file) || attributes.isOther() || Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return FileVisitResult.CONTINUE;
        }
        count(attributes.isRegularFile() ? attributes.size() : 0);
        if (attributes.isSymbolicLink()) {
            Files.createSymbolicLink(target, Files.readSymbolicLink(file));
        } else {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
        return FileVisitResult.CONTINUE;
    }

    private Path target(Path path) {
        return to.resolve(from.relativize(path));
    }

    /** Git would read its own settings from there. */
    private static boolean isGit(Path path) {
        return path.getFileName().toString().equalsIgnoreCase(".git");
    }

    /** By size before it is read: a file may be all holes. */
    private void count(long more) {
        entries++;
        bytes += more;
        if (entries > limits.entries() || bytes > limits.bytes()) {
            throw new RefusedContent("More than " + limits.entries() + " files or " + limits.bytes()
                    + " bytes lie there besides the commit's own.");
        }
    }

    /** What went wrong, without characters that a gate chose to put into a name. */
    static String words(IOException failure) {
        String kind = failure.getClass().getSimpleName();
        if (failure instanceof FileSystemException at && at.getFile() != null) {
            String name = Path.of(at.getFile()).getFileName().toString().replaceAll("[^\\x20-\\x7e]", "?");
            return kind + " at " + (name.length() > 100 ? name.substring(0, 100) + "..." : name);
        }
        return kind;
    }
}
