package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.process.LineListener;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.ProcessEnd.Reason;
import io.colony.engine.process.ProcessSpec;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.process.StopSignal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class SupervisedGateRunnerTest {
    private static final Path DIRECTORY = Path.of("/checkout");
    private static final Path HOME = Path.of("/empty");
    private static final GateDefinition TESTS = new GateDefinition("tests", "make test", Duration.ofMinutes(3));

    private final Scripted supervisor = new Scripted();
    private final SupervisedGateRunner runner =
            new SupervisedGateRunner(supervisor, Map.of("PATH", "/usr/bin"), line -> line.replace("hunter2", "****"));

    /** Ends runs as a list says, one after the other. */
    private static final class Scripted implements ProcessSupervisor {
        private final Deque<ProcessEnd> ends = new ArrayDeque<>();
        private final List<ProcessSpec> specs = new ArrayList<>();
        private String output = "output of hunter2";

        @Override
        public ProcessEnd run(ProcessSpec spec, LineListener lines, StopSignal stop) {
            specs.add(spec);
            lines.line(LineListener.Stream.STDOUT, output, false);
            return ends.removeFirst();
        }

        @Override
        public String containment() {
            return "none: scripted";
        }
    }

    private static ProcessEnd exit(int code) {
        return end(Reason.EXITED, OptionalInt.of(code));
    }

    private static ProcessEnd end(Reason reason, OptionalInt code) {
        return new ProcessEnd(reason, code, Duration.ofSeconds(2), List.of(), "because");
    }

    private GateResult run(ProcessEnd... ends) {
        supervisor.ends.addAll(List.of(ends));
        GateResult result =
                runner.run(List.of(TESTS), DIRECTORY, HOME, new StopSignal()).getFirst();
        assertThat(supervisor.ends).isEmpty();
        return result;
    }

    @Test
    void runsTheCommandInACleanEnvironment() {
        GateResult result = run(exit(0));

        ProcessSpec spec = supervisor.specs.getFirst();
        assertThat(spec.command()).containsExactly("sh", "-c", "make test");
        assertThat(spec.environment()).isEqualTo(Map.of("PATH", "/usr/bin", "HOME", "/empty"));
        assertThat(spec.directory()).isEqualTo(DIRECTORY);
        assertThat(spec.limits().wallClock()).isEqualTo(Duration.ofMinutes(3));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.flaky()).isFalse();
        assertThat(result.log()).isEqualTo("output of ****\n");
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void redThenGreenIsAPassThatIsFlaky() {
        GateResult result = run(exit(1), exit(1), exit(0));

        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.flaky()).isTrue();
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(6));
        assertThat(result.log()).contains("run 2").contains("run 3");
    }

    @Test
    void redStaysRedAfterTwoReruns() {
        GateResult result = run(exit(1), exit(2), exit(3));

        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.exitCode()).hasValue(3);
        assertThat(result.flaky()).isFalse();
    }

    @Test
    void aRerunThatCouldNotRunDoesNotTakeTheRedAway() {
        GateResult result = run(exit(1), end(Reason.WALL_CLOCK, OptionalInt.of(143)));

        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void whatCouldNotRunNeverPassesAndIsNotRepeated() {
        List<ProcessEnd> ends = List.of(
                exit(126),
                exit(127),
                exit(137),
                exit(143),
                end(Reason.EXITED, OptionalInt.empty()),
                end(Reason.NOT_STARTED, OptionalInt.empty()),
                end(Reason.WALL_CLOCK, OptionalInt.of(0)),
                end(Reason.INACTIVITY, OptionalInt.of(0)),
                end(Reason.OUTPUT_LIMIT, OptionalInt.of(0)),
                end(Reason.STOPPED, OptionalInt.of(0)));
        for (ProcessEnd end : ends) {
            GateResult result = run(end);
            assertThat(result.verdict()).as(end.toString()).isEqualTo(Verdict.COULD_NOT_RUN);
            assertThat(result.summary()).startsWith("tests could not run: ").endsWith(".");
        }
    }

    @Test
    void aStopLeavesTheRestUnrun() {
        StopSignal stop = new StopSignal();
        stop.stop("the operator paused the issue");

        List<GateResult> results = runner.run(List.of(TESTS, TESTS), DIRECTORY, HOME, stop);

        assertThat(supervisor.specs).isEmpty();
        assertThat(results)
                .extracting(GateResult::verdict)
                .containsOnly(Verdict.COULD_NOT_RUN)
                .hasSize(2);
        assertThat(results.getFirst().summary())
                .isEqualTo("tests could not run: not run: the operator paused the issue.");
    }

    @Test
    void keepsTheEndOfALongLog() {
        LogTail log = new LogTail(1000);
        for (int i = 0; i < 1000; i++) {
            log.add("lïne " + i);
        }

        assertThat(log.text()).startsWith("[the beginning").endsWith("lïne 999\n");
        assertThat(log.text().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(900, 1000);

        log.add("ü".repeat(5000) + "the end");
        assertThat(log.text()).endsWith("üthe end\n");
        assertThat(log.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1000);
    }
}
