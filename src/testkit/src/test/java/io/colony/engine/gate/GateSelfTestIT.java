package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.gate.GateSelfTest.Check;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GateSelfTestIT {
    @TempDir
    Path temp;

    private static final GateRunner REAL = new SupervisedGateRunner(
            new LocalProcessSupervisor(), Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"), UnaryOperator.identity());

    @Test
    void theRunnerOfTheProgramPasses() throws IOException {
        List<Check> checks = GateSelfTest.runner(REAL, temp);

        assertThat(checks)
                .allSatisfy(check -> assertThat(check.ok()).as(check.toString()).isTrue());
        assertThat(checks).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void aRunnerThatTakesWhatCouldNotRunForAPassIsNoticed() throws IOException {
        List<Check> checks = GateSelfTest.runner(
                (gates, workspaces, stop) -> REAL.run(gates, workspaces, stop).stream()
                        .map(GateSelfTestIT::lenient)
                        .toList(),
                temp);

        assertThat(GateSelfTest.passed(checks)).isFalse();
        assertThat(checks)
                .filteredOn(check -> check.expected().equals("could-not-run"))
                .hasSizeGreaterThanOrEqualTo(7)
                .noneMatch(Check::ok);
    }

    /** As runners were once: all gates, and all runs of a red one, in one clone. */
    @Test
    void aRunnerThatRunsAllInOneWorkspaceIsNoticed() throws IOException {
        List<Check> checks = GateSelfTest.runner(
                (gates, workspaces, stop) -> {
                    GateWorkspace shared = workspaces.fresh();
                    return REAL.run(gates, () -> shared, stop);
                },
                temp);

        assertThat(checks)
                .filteredOn(check -> !check.ok())
                .extracting(Check::name)
                .hasSize(3)
                .allMatch(name -> name.contains("left a file"));
    }

    @Test
    void aRunnerThatAnswersNothingIsNoticed() throws IOException {
        assertThat(GateSelfTest.runner((gates, workspaces, stop) -> List.of(), temp))
                .noneMatch(Check::ok);
    }

    private static GateResult lenient(GateResult result) {
        return new GateResult(
                result.gate(),
                result.verdict() == Verdict.COULD_NOT_RUN ? Verdict.PASS : result.verdict(),
                result.exitCode(),
                result.duration(),
                result.summary(),
                result.log(),
                Optional.empty(),
                false,
                result.tests(),
                List.of());
    }
}
