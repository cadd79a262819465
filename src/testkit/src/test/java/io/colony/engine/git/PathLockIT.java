package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private static List<String> locksOn(Path file) throws IOException {
        String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
        return Files.readAllLines(LOCKS).stream()
                .filter(line -> line.contains("POSIX") && line.contains(inode))
                .toList();
    }
}
