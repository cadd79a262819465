package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathLockIT {
    private static final Path LOCKS = Path.of("/proc/locks");

    @TempDir
    Path directory;

    @Test
    void theKernelHoldsTheLockForThisProcessAsLongAsItIsNotClosed() throws IOException {
        assumeThat(LOCKS).exists();
        Path file = directory.resolve("some.lock");

        try (PathLock held = PathLock.acquire(file)) {
            assertThat(held).isNotNull();
            assertThat(locksOn(file)).singleElement().asString().contains(" WRITE ");
        }
        assertThat(locksOn(file)).isEmpty();
    }

    @Test
    void aLockWhoseFileWasRemovedIsTakenOnTheNewFile() throws IOException {
        Path file = directory.resolve("some.lock");
        PathLock.acquire(file).closeAndRemove();
        assertThat(file).doesNotExist();

        try (PathLock again = PathLock.acquire(file)) {
            assertThat(again).isNotNull();
            assertThat(file).exists();
            assertThat(PathLock.tryAcquire(file)).isEmpty();
        }
    }

    /** To wait inside fcntl(2) would be refused here as a deadlock, since POSIX sees two processes and no threads. */
    @Test
    void twoProcessesThatWaitForEachOthersLocksInDifferentThreadsBothGetThem() throws Exception {
        Path ours = directory.resolve("ours.lock");
        Path theirs = directory.resolve("theirs.lock");
        PathLock held = PathLock.acquire(ours);
        Process other = LockingProcess.start(theirs, ours);
        try (BufferedReader said = other.inputReader();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            assertThat(said.readLine()).isEqualTo(theirs.toString());
            Future<PathLock> waiting = thread.submit(() -> PathLock.acquire(theirs));
            assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(other.isAlive()).isTrue();

            held.close();
            assertThat(said.readLine()).isEqualTo(ours.toString());
            assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
            waiting.get(1, TimeUnit.MINUTES).close();
        } finally {
            other.destroyForcibly();
        }
    }

    private static List<String> locksOn(Path file) throws IOException {
        String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
        return Files.readAllLines(LOCKS).stream()
                .filter(line -> line.contains("POSIX") && line.contains(inode))
                .toList();
    }
}
