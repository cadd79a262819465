package io.colony.engine.workspace;

import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitException;
import io.colony.engine.git.Names;
import io.colony.engine.git.PathLock;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.log.Log;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;

/**
 * What killed processes left of their workspaces on this machine. A workspace is its process's as long as that holds the
 * lock; a lock file that nobody holds is one that a killed process left. Its unfinished work goes to a recovery ref, then it is
 * removed. For one thread; several processes may look at once.
 */
public final class LeftWorkspaces {
    /** Between two looks of a program. */
    public static final Duration INTERVAL = Duration.ofMinutes(1);

    /**
     * Younger ones are not looked at: somebody who closes a workspace and opens it again at once would find its lock in our
     * hands.
     */
    private static final Duration YOUNG = Duration.ofMinutes(5);

    /** What cannot be saved, such as on a full disk, is kept so long: a person may make room. */
    private static final Duration UNSAVED = Duration.ofDays(1);

    private static final String LOCK = ".lock";

    private final Path root;
    private final GitCommand git;
    private final InstantSource clock;
    private final Logger log;
    private final MirrorProof proof = new MirrorProof();

    /** Those that could not be saved or removed: once told of, they are tried again in silence until they are gone. */
    private final Set<String> told = new HashSet<>();

    /** @param root as of {@link LocalWorkspaces} */
    public LeftWorkspaces(Path root, GitCommand git, InstantSource clock) {
        this(root, git, clock, Log.of(LeftWorkspaces.class));
    }

    /** As tests see what is logged. */
    LeftWorkspaces(Path root, GitCommand git, InstantSource clock, Logger log) {
        this.root = root.toAbsolutePath().normalize();
        this.git = git;
        this.clock = clock;
        this.log = log;
    }

    /** Looks once; how many were removed. What cannot be removed stays, is logged, and is tried again by later looks. */
    public int sweep() {
        int removed = 0;
        for (Path lockFile : lockFiles()) {
            if (!isYoungerThan(lockFile, YOUNG)) {
                removed += remove(lockFile) ? 1 : 0;
            }
        }
        return removed;
    }

    private List<Path> lockFiles() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(root.resolve("locks/workspaces"), "*" + LOCK)) {
            found.forEach(files::add);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw new GitException("Cannot read the locks below " + root + ": " + failure + ".", failure);
        }
        return files;
    }

    /** A lock file by when the lock was taken, a workspace by when it was made. What is gone is none. */
    private boolean isYoungerThan(Path path, Duration age) {
        try {
            Instant made =
                    Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
            return !made.plus(age).isBefore(clock.instant());
        } catch (IOException gone) {
            return true;
        }
    }

    private boolean remove(Path lockFile) {
        Optional<PathLock> free = PathLock.tryAcquire(lockFile);
        if (free.isEmpty()) {
            return false;
        }
        PathLock lock = free.get();
        String file = lockFile.getFileName().toString();
        String name = file.substring(0, file.length() - LOCK.length());
        try {
            Path directory = root.resolve("workspaces").resolve(Names.workspace(name));
            boolean saved = save(directory, lock);
            if (!saved && isYoungerThan(directory, UNSAVED)) {
                told.add(name);
                return false;
            }
            boolean there = Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
            removeAndTell(directory, saved);
            lock.closeAndRemove();
            told.remove(name);
            return there;
        } catch (GitException failure) {
            if (told.add(name)) {
                log.warn("What a killed run left stays: {}", failure.getMessage());
            }
            return false;
        } finally {
            lock.close();
        }
    }

    /**
     * Saves what a killed run left in a directory that is needed now, as far as that can be done, and removes it.
     *
     * @param lock held by the caller
     */
    void clear(Path directory, PathLock lock) {
        removeAndTell(directory, save(directory, lock));
    }

    private void removeAndTell(Path directory, boolean saved) {
        DirectoryRemoval.remove(directory);
        if (!saved) {
            log.warn(
                    "The unfinished work of the killed run {} could not be saved and was removed; an earlier entry says why.",
                    directory.getFileName());
        }
    }

    /** Whether nothing is lost when the directory is removed. */
    private boolean save(Path directory, PathLock lock) {
        Optional<Layout.Recorded> record = Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
                ? new Layout(directory, "", lock).readRecord()
                : Optional.empty();
        return record.isEmpty() || save(record.get(), directory, lock);
    }

    private boolean save(Layout.Recorded record, Path directory, PathLock lock) {
        Layout stale = new Layout(directory, record.repository(), lock);
        try {
            new Capture(git, clock, stale, record.startSha(), record.restored())
                    .saveRecovery(new Mirror(git, root, record.repository(), proof))
                    .ifPresent(
                            ref -> log.info("Saved the unfinished work of the killed run {} as {}", stale.name(), ref));
            return true;
        } catch (GitException | RefusedContent failure) {
            // Half-made by a run that was killed at once, or damaged; or there is no room for it.
            if (!told.contains(stale.name())) {
                log.warn("Cannot save the work of the killed run {}: {}", stale.name(), failure.getMessage());
            }
            return false;
        }
    }
}
