package io.colony.engine.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * An exclusive lock that holds among the threads of this process and among processes of this machine. It ends with the
 * process that holds it, however that ends. May be closed by another thread than the one that took it; not reentrant.
 */
public final class PathLock implements AutoCloseable {
    /** The locks that somebody in this process holds or waits for, and no others: many names never come again. */
    private static final ConcurrentMap<Path, Turn> IN_PROCESS = new ConcurrentHashMap<>();

    /** In bytes: enough that two holders hardly ever choose alike, and nothing to whoever copies the directory. */
    private static final long LARGEST_MARK = 1L << 20;

    /** Between two looks at a lock that another process holds: first and longest. */
    private static final long FIRST_PAUSE_NANOS = 1_000_000;

    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final Path file;
    private final Turn turn;
    private final FileChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PathLock(Path file, Turn turn, FileChannel channel) {
        this.file = file;
        this.turn = turn;
        this.channel = channel;
    }

    /** Waits for the lock. */
    public static PathLock acquire(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Turn turn = enter(path);
        turn.semaphore.acquireUninterruptibly();
        return lock(path, turn, true).orElseThrow(() -> new GitException("Cannot lock " + path + "."));
    }

    /** Takes the lock where nobody has it. */
    public static Optional<PathLock> tryAcquire(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Turn turn = enter(path);
        if (turn.semaphore.tryAcquire()) {
            return lock(path, turn, false);
        }
        leave(path);
        return Optional.empty();
    }

    /** Whether anybody in this process holds it or waits for it. */
    static boolean isWanted(Path file) {
        return IN_PROCESS.containsKey(file.toAbsolutePath().normalize());
    }

    /** Who of this process's threads is next. */
    private static final class Turn {
        /** In the order of coming: who takes it again and again would else keep out those who wait. */
        private final Semaphore semaphore = new Semaphore(1, true);

        /** Holders and those who wait; changed within the map's own computations. */
        private int users;

        private Turn with(int more) {
            users += more;
            return this;
        }
    }

    private static Turn enter(Path path) {
        return IN_PROCESS.compute(path, (key, turn) -> (turn == null ? new Turn() : turn).with(1));
    }

    private static void leave(Path path) {
        IN_PROCESS.computeIfPresent(path, (key, turn) -> turn.with(-1).users == 0 ? null : turn);
    }

    private static Optional<PathLock> lock(Path path, Turn turn, boolean wait) {
        boolean locked = false;
        try {
            Files.createDirectories(path.getParent() == null ? path : path.getParent());
            Optional<FileChannel> channel = open(path, wait);
            locked = channel.isPresent();
            return channel.map(open -> new PathLock(path, turn, open));
        } catch (IOException failure) {
            throw new GitException("Cannot lock " + path + ": " + failure + ".", failure);
        } finally {
            if (!locked) {
                release(path, turn);
            }
        }
    }

    private static void release(Path path, Turn turn) {
        turn.semaphore.release();
        leave(path);
    }

    private static Optional<FileChannel> open(Path path, boolean wait) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = wait ? await(channel) : channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            if (isStill(path, channel)) {
                return Optional.of(channel);
            }
            channel.close(); // its last holder removed the file between our opening and our locking it
        }
    }

    /**
     * Asks again and again. To wait in the system's call would be refused where two processes hold a lock each and wait
     * for the other's, though in other threads: POSIX knows no threads, and "resource deadlock avoided" is what it says
     * then (fcntl(2), F_SETLKW).
     */
    private static FileLock await(FileChannel channel) throws IOException {
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(pause);
            if (Thread.currentThread().isInterrupted()) {
                channel.close();
                throw new ClosedByInterruptException();
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    /**
     * Whether the path still names the file that the channel is of. Told by a random size and not by content: to read the
     * path it would have to be opened again, and closing any descriptor of a file ends all of the process's POSIX locks
     * on it.
     */
    private static boolean isStill(Path path, FileChannel channel) throws IOException {
        long size = ThreadLocalRandom.current().nextLong(LARGEST_MARK);
        channel.truncate(0).write(ByteBuffer.wrap(new byte[] {'\n'}), size);
        return Files.exists(path) && Files.size(path) == size + 1;
    }

    /** Gives the lock back and removes its file, for locks whose names do not come again. */
    public void closeAndRemove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new GitException("Cannot remove the lock " + file + ": " + failure + ".", failure);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            channel.close();
        } catch (IOException failure) {
            throw new GitException("Cannot release the lock " + file + ": " + failure + ".", failure);
        } finally {
            release(file, turn);
        }
    }
}
