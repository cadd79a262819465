package io.colony.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.process.LineListener.Activity;
import io.colony.engine.process.ProcessEnd.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that print or hold too much, under each way of containment that this machine allows. */
class ProgramWithoutMeasureIT {
    private static final ProcessLimits LIMITS = new ProcessLimits(
            Duration.ofSeconds(20), Duration.ofSeconds(20), 64L << 20, 64 << 10, Duration.ofMillis(500));

    @TempDir
    Path directory;

    private final Transcript transcript = new Transcript();

    static Stream<LocalProcessSupervisor> supervisors() {
        return LocalProcessSupervisorIT.supervisors();
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void cutsALineOf50MegabytesAndHoldsNoMoreThanItsLimit(LocalProcessSupervisor supervisor) {
        ProcessEnd end = run(supervisor, "head -c 52428800 /dev/zero | tr '\\0' x; echo; echo after", "", LIMITS);

        assertThat(end.exitCode()).hasValue(0);
        assertThat(transcript.lengths()).containsExactly(64 << 10, 5);
        assertThat(transcript.cuts()).containsExactly(true, false);
    }

    /** Such as a pattern that recurses over it: the run has to end, and its caller to hear why. */
    @ParameterizedTest
    @MethodSource("supervisors")
    void endsAProgramOneOfWhoseLinesIsTooMuchForItsReader(LocalProcessSupervisor supervisor) {
        assertThatThrownBy(() -> supervisor.run(
                        shell("echo up; sleep 60", "", LIMITS),
                        (stream, line, cut) -> {
                            throw new StackOverflowError();
                        },
                        new StopSignal()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too much for its reader");
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void replacesInvalidUtf8(LocalProcessSupervisor supervisor) {
        run(supervisor, "printf 'a\\377b\\300\\nok \\303\\244\\n'", "", LIMITS);

        assertThat(transcript.stdout()).containsExactly("a\uFFFDb\uFFFD", "ok \u00e4");
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void endsAFloodAtTheOutputLimitWithoutHoldingIt(LocalProcessSupervisor supervisor) {
        AtomicLong seen = new AtomicLong();
        ProcessLimits limits = new ProcessLimits(
                Duration.ofSeconds(20), Duration.ofSeconds(20), 20L << 20, 4096, Duration.ofMillis(300));

        ProcessEnd end = supervisor.run(
                shell("trap '' TERM; yes flood & yes flood >&2; wait", "", limits),
                (stream, line, cut) -> {
                    seen.addAndGet(line.length() + 1L);
                    return Activity.ALIVE;
                },
                new StopSignal());

        assertThat(end.reason()).isEqualTo(Reason.OUTPUT_LIMIT);
        assertThat(end.survivors()).isEmpty();
        assertThat(seen.get()).isLessThanOrEqualTo(20L << 20);
    }

    /** The child takes what the program itself does not. */
    @ParameterizedTest
    @MethodSource("supervisors")
    void endsAProgramWhoseProcessesHoldTooMuchMemory(LocalProcessSupervisor supervisor) {
        ProcessLimits limits = new ProcessLimits(
                LIMITS.wallClock(),
                LIMITS.inactivity(),
                LIMITS.outputBytes(),
                LIMITS.lineBytes(),
                LIMITS.killAfter(),
                OptionalLong.of(100L << 20));

        String child = "x=$(head -c 200000000 /dev/zero | tr '\\0' a); sleep 15; echo ${#x}";

        ProcessEnd end = run(supervisor, "(" + child + ") & wait", "", limits);

        assertThat(end.reason()).isEqualTo(Reason.MEMORY_LIMIT);
        assertThat(end.detail()).isEqualTo("Its processes held more than 100 MiB of memory and were ended.");
        assertThat(end.survivors()).isEmpty();
    }

    private ProcessEnd run(LocalProcessSupervisor supervisor, String script, String input, ProcessLimits limits) {
        return supervisor.run(shell(script, input, limits), transcript, new StopSignal());
    }

    private ProcessSpec shell(String script, String input, ProcessLimits limits) {
        return new ProcessSpec(List.of("sh", "-c", script), directory, Map.of("PATH", "/usr/bin:/bin"), input, limits);
    }
}
