package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.process.LineListener;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.ProcessEnd.Reason;
import io.colony.engine.process.ProcessSpec;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.process.StopSignal;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import io.colony.engine.workspace.Workspaces.GateWorkspaces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SupervisedGateRunnerTest {
    private static final GateDefinition TESTS = new GateDefinition("tests", "make test", Duration.ofMinutes(3));

    private final Scripted supervisor = new Scripted();
    private final SupervisedGateRunner runner =
            new SupervisedGateRunner(supervisor, Map.of("PATH", "/usr/bin"), line -> line.replace("hunter2", "****"));

    private final NamedWorkspaces workspaces = new NamedWorkspaces();

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
                runner.run(List.of(TESTS), workspaces, new StopSignal()).getFirst();
        assertThat(supervisor.ends).isEmpty();
        assertThat(workspaces.open).isEmpty();
        return result;
    }

    private List<GateResult> run(List<GateDefinition> gates, ProcessEnd... ends) {
        supervisor.ends.addAll(List.of(ends));
        List<GateResult> results = runner.run(gates, workspaces, new StopSignal());
        assertThat(supervisor.ends).isEmpty();
        assertThat(workspaces.open).isEmpty();
        return results;
    }

    private static GateDefinition gate(String name, String... buildsOn) {
        return new GateDefinition(
                name,
                "make " + name,
                Duration.ofMinutes(1),
                List.of(),
                List.of(buildsOn).stream().findFirst());
    }

    private List<String> directories() {
        return supervisor.specs.stream()
                .map(spec -> spec.directory().toString())
                .toList();
    }

    @Test
    void runsTheCommandInACleanEnvironment() {
        GateResult result = run(exit(0));

        ProcessSpec spec = supervisor.specs.getFirst();
        assertThat(spec.command()).containsExactly("sh", "-c", "make test");
        assertThat(spec.environment()).isEqualTo(Map.of("PATH", "/usr/bin", "HOME", "/1/home"));
        assertThat(spec.directory()).isEqualTo(Path.of("/1/checkout"));
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
    void everyRunOfEveryGateHasAWorkspaceOfItsOwn() {
        run(List.of(gate("build"), gate("tests")), exit(0), exit(1), exit(1), exit(0));

        assertThat(directories()).containsExactly("/1/checkout", "/2/checkout", "/3/checkout", "/4/checkout");
        assertThat(supervisor.specs)
                .extracting(spec -> spec.environment().get("HOME"))
                .containsExactly("/1/home", "/2/home", "/3/home", "/4/home");
    }

    @Test
    void whatAGateBuildsOnIsHandedToEachOfItsRunsAnew() {
        List<GateDefinition> gates =
                List.of(gate("build"), gate("tests", "build"), gate("lint"), gate("site", "tests"));
        run(gates, exit(1), exit(0), exit(1), exit(0), exit(0), exit(0));

        assertThat(directories())
                .containsExactly(
                        "/1/checkout",
                        "/2/checkout",
                        "/3-of-2/checkout",
                        "/4-of-2/checkout",
                        "/5/checkout",
                        "/6-of-4-of-2/checkout");
    }

    @Test
    void aRedGateIsBuiltOnAsWell() {
        List<GateResult> results =
                run(List.of(gate("build"), gate("tests", "build")), exit(1), exit(1), exit(1), exit(0));

        assertThat(results).extracting(GateResult::verdict).containsExactly(Verdict.FAIL, Verdict.PASS);
        assertThat(directories()).last().isEqualTo("/4-of-3/checkout");
    }

    @Test
    void nothingIsBuiltOnWhatGaveNoVerdict() {
        List<GateResult> results = run(
                List.of(gate("build"), gate("tests", "build"), gate("site", "tests"), gate("lint")),
                exit(127),
                exit(0));

        assertThat(results)
                .extracting(GateResult::verdict)
                .containsExactly(Verdict.COULD_NOT_RUN, Verdict.COULD_NOT_RUN, Verdict.COULD_NOT_RUN, Verdict.PASS);
        assertThat(results.get(1).summary())
                .isEqualTo("tests could not run: not run: 'build', on which it builds, gave no verdict.");
    }

    @Test
    void aGateThatBuildsOnOneThatDidNotRunCouldNotRun() {
        assertThat(run(List.of(gate("tests", "build"))))
                .extracting(GateResult::verdict)
                .containsExactly(Verdict.COULD_NOT_RUN);
    }

    @Test
    void whatCannotBeTakenOverIsNotBuiltOn() {
        workspaces.refusal = Optional.of("There is too much.");

        List<GateResult> results = run(List.of(gate("build"), gate("tests", "build")), exit(0));

        assertThat(results.get(1).verdict()).isEqualTo(Verdict.COULD_NOT_RUN);
        assertThat(results.get(1).summary()).endsWith("cannot be taken over: There is too much.");
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

        List<GateResult> results = runner.run(List.of(TESTS, TESTS), workspaces, stop);

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

    /** Numbers what it hands out, and knows what of it is open. */
    private static final class NamedWorkspaces implements GateWorkspaces {
        private final Set<String> open = new HashSet<>();
        private Optional<String> refusal = Optional.empty();
        private int made;

        @Override
        public GateWorkspace fresh() {
            return make("");
        }

        private GateWorkspace make(String origin) {
            made++;
            Named named = new Named(made + origin);
            open.add(named.name);
            return named;
        }

        private final class Named implements GateWorkspace {
            private final String name;

            Named(String name) {
                this.name = name;
            }

            @Override
            public Path directory() {
                return Path.of("/" + name + "/checkout");
            }

            @Override
            public Path home() {
                return Path.of("/" + name + "/home");
            }

            @Override
            public GateWorkspace handOn() {
                refusal.ifPresent(reason -> {
                    throw new RefusedContent(reason);
                });
                assertThat(open).contains(name);
                return make("-of-" + name);
            }

            @Override
            public void close() {
                assertThat(open.remove(name)).isTrue();
            }
        }
    }
}
