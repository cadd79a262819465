package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryRemovalTest {
    /** As the stand-alone program gives its threads. */
    private static final long SMALL_STACK = 256 << 10;

    @Test
    void directoriesNestedDeeplyAreRemovedOnASmallStack(@TempDir Path root) throws IOException, InterruptedException {
        Path top = root.resolve("top");
        Files.createDirectories(top.resolve("d/".repeat(900)));
        AtomicReference<Throwable> failure = new AtomicReference<>();

        Thread thread = new Thread(null, () -> DirectoryRemoval.remove(top), "removal", SMALL_STACK);
        thread.setUncaughtExceptionHandler((ignored, thrown) -> failure.set(thrown));
        thread.start();
        thread.join();

        assertThat(failure.get()).isNull();
        assertThat(top).doesNotExist();
    }
}
