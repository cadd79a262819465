package io.colony.engine.workspace;

import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.git.GitException;
import io.colony.engine.git.PathLock;
import io.colony.engine.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Checkouts of ended attempts, for the next attempt of the same repository. What says which of their files were not
 * touched is in this process's memory: those of a process that has ended are removed. Safe for use by many threads.
 *
 * <p>Keeping is no more than a saving of time: whatever goes wrong is logged, and a new checkout is made.
 */
final class KeptCheckouts {
    private static final Logger LOG = Log.of(KeptCheckouts.class);

    /**
     * Local ones that note the time of each change, writes by memory map too. In tmpfs those leave no trace, nor in an overlay
     * whose upper layer is one.
     */
    private static final Set<String> FILE_SYSTEMS = Set.of("ext4", "xfs", "btrfs");

    private static final String FILES = "files";
    private static final String INDEX = "kept-index";

    private final Path root;
    private final Keeping limits;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private Optional<Own> own = Optional.empty();
    private boolean swept;
    private long made;

    /** One that is kept; the oldest comes first. */
    private record Kept(String repository, Path directory, CheckoutStamps stamps) {}

    private record Own(Path directory, PathLock lock) {}

    KeptCheckouts(Path root, Keeping limits) {
        this.root = root;
        this.limits = limits;
    }

    /** Whether anything is kept. */
    boolean keeps() {
        return limits.perRepository() > 0 && limits.total() > 0;
    }

    /**
     * Keeps what the agent did not touch of its checkout. The workspace is removed afterwards, with what was touched and
     * with what had to make room.
     */
    void keep(Layout layout, CheckoutStamps stamps) {
        try {
            Optional<GitIndex> index = stamps.readIndex();
            if (!keeps() || index.isEmpty() || !stampsHoldOn(layout.directory())) {
                return;
            }
            Path work = Files.createDirectory(layout.keeping());
            Path files = Files.createDirectory(work.resolve(FILES));
            CheckoutStamps left = salvage(stamps, index.get(), layout.checkout(), files, work);
            index.get().write(work.resolve(INDEX));
            put(layout, work, left);
        } catch (IOException | GitException failure) {
            LOG.warn("The checkout of {} is not kept: {}", layout.name(), failure.toString());
        }
    }

    /**
     * Moves the untouched files of a kept checkout into the workspace's, which has none yet.
     *
     * @return the index that describes them; empty where nothing is kept, then the workspace's still has none
     */
    Optional<GitIndex> reuse(Layout layout) {
        Path work = layout.keeping();
        try {
            sweepOnce();
            Optional<CheckoutStamps> found = take(layout.repository(), work);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Optional<GitIndex> index = found.get().readIndex();
            if (index.isPresent()) {
                salvage(found.get(), index.get(), work.resolve(FILES), layout.checkout(), work);
            }
            DirectoryRemoval.remove(work);
            return index;
        } catch (IOException | GitException failure) {
            LOG.warn("A kept checkout is not used for {}: {}", layout.name(), failure.toString());
            DirectoryRemoval.remove(work);
            layout.removeFiles();
            return Optional.empty();
        }
    }

    private static CheckoutStamps salvage(CheckoutStamps stamps, GitIndex index, Path from, Path to, Path work)
            throws IOException {
        Path aside = Files.createDirectory(work.resolve("aside"));
        Map<String, FileStamp> present = new Salvage(stamps, index, aside).run(from, to);
        DirectoryRemoval.remove(aside);
        return stamps.with(present, work);
    }

    static boolean stampsHoldOn(Path directory) throws IOException {
        return FILE_SYSTEMS.contains(Files.getFileStore(directory).type());
    }

    private synchronized void put(Layout layout, Path work, CheckoutStamps stamps) throws IOException {
        Path target = own().resolve(Long.toString(made++));
        Files.move(work, target);
        kept.addLast(new Kept(layout.repository(), target, stamps.indexAt(target.resolve(INDEX))));
        long same = kept.stream()
                .filter(each -> each.repository().equals(layout.repository()))
                .count();
        if (same > limits.perRepository()) {
            makeRoom(layout, first(layout.repository()));
        }
        if (kept.size() > limits.total()) {
            makeRoom(layout, Optional.ofNullable(kept.peekFirst()));
        }
    }

    /** The workspace takes it along: removing a directory takes long. */
    private void makeRoom(Layout layout, Optional<Kept> oldest) throws IOException {
        if (oldest.isPresent()) {
            kept.remove(oldest.get());
            Files.move(
                    oldest.get().directory(),
                    layout.directory().resolve("old-" + oldest.get().directory().getFileName()));
        }
    }

    private Optional<Kept> first(String repository) {
        return kept.stream()
                .filter(each -> each.repository().equals(repository))
                .findFirst();
    }

    private synchronized Optional<CheckoutStamps> take(String repository, Path to) throws IOException {
        Iterator<Kept> newestFirst = kept.descendingIterator();
        while (newestFirst.hasNext()) {
            Kept candidate = newestFirst.next();
            if (candidate.repository().equals(repository)) {
                newestFirst.remove();
                Files.move(candidate.directory(), to);
                return Optional.of(candidate.stamps().indexAt(to.resolve(INDEX)));
            }
        }
        return Optional.empty();
    }

    /** This process's directory. Its lock, which ends with the process, says that it is in use. */
    private Path own() throws IOException {
        if (own.isEmpty()) {
            String name = Long.toHexString(ThreadLocalRandom.current().nextLong());
            PathLock lock = PathLock.acquire(lockOf(name));
            own = Optional.of(new Own(Files.createDirectories(all().resolve(name)), lock));
        }
        return own.get().directory();
    }

    private Path all() {
        return root.resolve("kept");
    }

    private Path lockOf(String name) {
        return root.resolve("locks/kept").resolve(name + ".lock");
    }

    /** Removes what processes that have ended kept. */
    private synchronized void sweepOnce() throws IOException {
        if (swept || !Files.isDirectory(all(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        swept = true;
        try (Stream<Path> directories = Files.list(all())) {
            for (Path directory : directories.toList()) {
                PathLock.tryAcquire(lockOf(directory.getFileName().toString())).ifPresent(lock -> {
                    try {
                        DirectoryRemoval.remove(directory);
                    } finally {
                        lock.closeAndRemove();
                    }
                });
            }
        }
    }
}
