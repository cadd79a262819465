package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PathLockTest {
    @TempDir
    Path temp;

    @Test
    void isHeldByOneAndFreeAfterwards() {
        Path file = temp.resolve("sub/a.lock");
        PathLock held = PathLock.acquire(file);
        assertThat(PathLock.tryAcquire(file)).isEmpty();
        held.close();
        held.close();
        PathLock again = PathLock.tryAcquire(file).orElseThrow();
        assertThat(PathLock.tryAcquire(file)).isEmpty();
        again.closeAndRemove();
        assertThat(file).doesNotExist();
        PathLock.tryAcquire(file).orElseThrow().closeAndRemove();
    }

    /** Each run of a stage has a lock of its own. */
    @Test
    void isForgottenWhenNobodyWantsIt() {
        Path file = temp.resolve("run-1.lock");
        PathLock held = PathLock.acquire(file);
        assertThat(PathLock.tryAcquire(file)).isEmpty();
        assertThat(PathLock.isWanted(file)).isTrue();

        held.closeAndRemove();
        held.close();

        assertThat(PathLock.isWanted(file)).isFalse();
    }

    @Test
    void isForgottenWhereItCouldNotBeTaken() throws IOException {
        Path file = Files.createFile(temp.resolve("file")).resolve("a.lock");

        assertThatThrownBy(() -> PathLock.acquire(file)).isInstanceOf(GitException.class);

        assertThat(PathLock.isWanted(file)).isFalse();
    }

    @Test
    void letsOneThreadInAtATimeEvenWhenItsFileIsRemoved() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            tasks.add(() -> {
                PathLock lock = PathLock.acquire(temp.resolve("a.lock"));
                int seen = inside.incrementAndGet();
                inside.decrementAndGet();
                lock.closeAndRemove();
                return seen;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> seen : threads.invokeAll(tasks)) {
                assertThat(seen.get()).isEqualTo(1);
            }
        }
        assertThat(PathLock.isWanted(temp.resolve("a.lock"))).isFalse();
    }
}
