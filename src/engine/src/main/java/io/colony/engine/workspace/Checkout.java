package io.colony.engine.workspace;

import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitDirectory;
import io.colony.engine.git.GitException;
import io.colony.engine.log.Log;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.slf4j.Logger;

/** A workspace's checkout as it is before the agent starts: only here does git run in its {@code .git}. */
final class Checkout {
    private static final Logger LOG = Log.of(Checkout.class);

    private final GitCommand git;
    private final Layout layout;
    private final Path gitDirectory;

    Checkout(GitCommand git, Layout layout) {
        this.git = git;
        this.layout = layout;
        this.gitDirectory = GitDirectory.checkout(layout.checkout().resolve(".git"));
    }

    Path gitDirectory() {
        return gitDirectory;
    }

    /**
     * Writes the files of the commit, with the restored ones in place of its own. The index says that the commit's own
     * are there, so that {@code git status} is clean and nothing of the restoring gets into commits.
     *
     * @param present describes files that are there already; empty where none are
     * @param stamped whether it matters how the checkout is then
     * @return how it is then; empty where that does not matter or cannot be told
     */
    Optional<CheckoutStamps> write(
            String sha, RestoredConfiguration restored, Optional<GitIndex> present, boolean stamped)
            throws IOException {
        Files.writeString(gitDirectory.resolve("HEAD"), sha + "\n");
        Path index = gitDirectory.resolve("index");
        Optional<GitIndex> updated = present.isPresent() ? update(present.get(), sha, restored) : Optional.empty();
        if (updated.isEmpty()) {
            writeAll(sha, restored);
        }
        Optional<CheckoutStamps> stamps = Optional.empty();
        if (stamped) {
            GitIndex current = updated.isPresent() ? updated.get() : GitIndex.read(index);
            stamps = CheckoutStamps.take(layout.checkout(), current, layout.records());
        }
        if (!restored.isEmpty()) {
            call().input(restored.toStart()).run("update-index", "-z", "--index-info");
            call().input(restored.inStart()).run("update-index", "--skip-worktree", "-z", "--stdin");
            Files.writeString(gitDirectory.resolve("info/exclude"), restored.excludes());
        }
        Files.copy(index, layout.startIndex(), StandardCopyOption.COPY_ATTRIBUTES);
        return stamps;
    }

    /** Gives all files a time of change, and the index the same: to build tools they are as old as that. */
    void date(FileTime time) throws IOException {
        Files.walkFileTree(layout.checkout(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.equals(gitDirectory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    Files.setLastModifiedTime(file, time);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        // What git would store otherwise than it lies there is said to differ, as it is in any clone.
        call().attempt("update-index", "-q", "--refresh");
    }

    private void writeAll(String sha, RestoredConfiguration restored) {
        call().run("read-tree", sha);
        if (!restored.isEmpty()) {
            call().input(restored.toPlaced()).run("update-index", "-z", "--index-info");
        }
        call().run("checkout-index", "--all", "--force", "--index");
    }

    /**
     * Writes only what is missing or differs; the new index. Not where files are turned into others on their way out than they were when
     * the present ones were written: then all is removed.
     */
    private Optional<GitIndex> update(GitIndex present, String sha, RestoredConfiguration restored) throws IOException {
        Path index = gitDirectory.resolve("index");
        try {
            present.write(index);
            call().run("read-tree", "--reset", "-u", restored.isEmpty() ? sha : placed(sha, restored));
            GitIndex updated = GitIndex.read(index);
            if (updated.attributes().equals(present.attributes())) {
                return Optional.of(updated);
            }
        } catch (GitException failure) {
            LOG.warn("Kept files are not used for {}: {}", layout.name(), failure.getMessage());
        }
        layout.removeFiles();
        Files.deleteIfExists(index);
        Files.deleteIfExists(gitDirectory.resolve("index.lock"));
        return Optional.empty();
    }

    /** A tree of the commit's files with the restored ones in place of its own. */
    private String placed(String sha, RestoredConfiguration restored) {
        Path index = layout.records().resolve("placed-index");
        git.in(gitDirectory).index(index).run("read-tree", sha);
        git.in(gitDirectory).index(index).input(restored.toPlaced()).run("update-index", "-z", "--index-info");
        return git.in(gitDirectory).index(index).run("write-tree").strip();
    }

    private GitCommand.Call call() {
        return git.in(gitDirectory).workTree(layout.checkout());
    }
}
