package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.process.StopSignal;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupervisedGateRunnerIT {
    @TempDir
    Path temp;

    private GateResult run(String command, Duration timeout) {
        GateRunner runner = new SupervisedGateRunner(
                new LocalProcessSupervisor(), Map.of("PATH", "/usr/bin:/bin"), UnaryOperator.identity());
        return runner.run(List.of(new GateDefinition("gate", command, timeout)), this::fresh, new StopSignal())
                .getFirst();
    }

    private GateWorkspace fresh() {
        try {
            return new Bare(Files.createTempDirectory(temp, "checkout"), Files.createTempDirectory(temp, "home"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Bare(Path directory, Path home) implements GateWorkspace {
        @Override
        public GateWorkspace handOn() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // Goes with the test's directory.
        }
    }

    private GateResult run(String command) {
        return run(command, Duration.ofMinutes(1));
    }

    @Test
    void judgesRealCommands() {
        assertThat(run("true").verdict()).isEqualTo(Verdict.PASS);
        assertThat(run("exit 3").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(run("no-such-command-here").verdict()).isEqualTo(Verdict.COULD_NOT_RUN);
        assertThat(run("touch f; ./f").verdict()).isEqualTo(Verdict.COULD_NOT_RUN);
        assertThat(run("kill -9 $$").verdict()).isEqualTo(Verdict.COULD_NOT_RUN);
        assertThat(run("sleep 60", Duration.ofSeconds(1)).verdict()).isEqualTo(Verdict.COULD_NOT_RUN);
    }

    /** What makes it flaky is nothing that it leaves in its own directories. */
    @Test
    void seesRedThenGreen() {
        Path outside = temp.resolve("second");
        GateResult result = run("echo run; [ -e " + outside + " ] || { touch " + outside + "; exit 1; }");

        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.flaky()).isTrue();
        assertThat(result.log()).startsWith("run\n").endsWith("run\n");
    }

    @Test
    void whatARedRunMendsMakesNoLaterOneGreen() {
        for (String place : List.of(".", "$HOME")) {
            GateResult result = run("[ -e " + place + "/second ] || { touch " + place + "/second; exit 1; }");

            assertThat(result.verdict()).as(place).isEqualTo(Verdict.FAIL);
            assertThat(result.flaky()).isFalse();
        }
    }

    @Test
    void givesNothingOfOurEnvironment() {
        assertThat(run("env | sort | cut -d= -f1 | grep -v '^_$' | tr '\\n' ' '")
                        .log())
                .isEqualTo("HOME PATH PWD \n");
    }

    @Test
    void keepsTheEndOfALongLog() {
        GateResult result =
                run("i=0; while [ $i -lt 20000 ]; do echo \"line $i\"; i=$((i+1)); done; echo the end; exit 0");

        assertThat(result.log())
                .startsWith("[the beginning of this log was cut]")
                .endsWith("line 19999\nthe end\n");
        assertThat(result.log().length()).isLessThanOrEqualTo(64 * 1024);
    }
}
