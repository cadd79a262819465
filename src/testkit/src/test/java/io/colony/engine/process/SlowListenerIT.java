package io.colony.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.process.LineListener.Activity;
import io.colony.engine.process.ProcessEnd.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs whose lines take their listener longer than the program itself. */
class SlowListenerIT {
    private static final ProcessLimits LIMITS = new ProcessLimits(
            Duration.ofSeconds(20), Duration.ofSeconds(20), 64L << 20, 64 << 10, Duration.ofMillis(500));
    private static final LocalProcessSupervisor BEST = new LocalProcessSupervisor();

    @TempDir
    Path directory;

    /** Its last line is the result, and whoever keeps the others may take longer than the program. */
    @Test
    void readsAllThatAProgramPrintedHoweverSlowlyItIsKept() {
        List<String> lines = new CopyOnWriteArrayList<>();
        ProcessEnd end = BEST.run(
                new ProcessSpec(
                        List.of("sh", "-c", "i=0; while [ $i -lt 130 ]; do echo $i; i=$((i+1)); done; echo last"),
                        directory,
                        Map.of("PATH", "/usr/bin:/bin"),
                        "",
                        LIMITS),
                (stream, line, cut) -> {
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                    lines.add(line);
                    return Activity.NONE;
                },
                new StopSignal());

        assertThat(end.reason()).isEqualTo(Reason.EXITED);
        assertThat(lines).hasSize(131).endsWith("last");
    }

    /** The stage waits for the run, and a stop of dispatch for the stage. */
    @ParameterizedTest
    @ValueSource(strings = {"echo hold; exec sleep 300", "echo hold"})
    void waitsNotForEverForWhoeverHangsOnALine(String program) {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        StopSignal stop = new StopSignal();
        Thread.ofVirtual().start(() -> {
            await(told);
            stop.stop("dispatch is stopped");
        });
        try {
            ProcessEnd end = BEST.run(
                    new ProcessSpec(
                            List.of("sh", "-c", program), directory, Map.of("PATH", "/usr/bin:/bin"), "", LIMITS),
                    (stream, line, cut) -> {
                        told.countDown();
                        await(release);
                        return Activity.NONE;
                    },
                    stop);

            assertThat(end.detail()).endsWith("took too long to read and does not count.");
            assertThat(end.duration()).isLessThan(LIMITS.wallClock());
        } finally {
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
