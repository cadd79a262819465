package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.GateSelfTest.Check;
import io.colony.engine.gate.PolicyGates.PolicyFinding;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GateSelfTestTest {
    private final DefaultPolicyGates gates = new DefaultPolicyGates();

    @Test
    void thePoliciesOfTheProgramPass() {
        List<Check> checks = GateSelfTest.policies(gates);

        assertThat(checks)
                .allSatisfy(check -> assertThat(check.ok()).as(check.toString()).isTrue());
        assertThat(GateSelfTest.passed(checks)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protected-paths",
                "links",
                "binary",
                "names",
                "case",
                "size",
                "secrets",
                "test-integrity",
                "dependencies"
            })
    void aPolicyThatNoLongerSeesAnythingIsNoticed(String broken) {
        List<Check> checks =
                GateSelfTest.policies((change, diff, settings) -> gates.evaluate(change, diff, settings).stream()
                        .filter(finding -> !finding.policy().equals(broken))
                        .toList());

        assertThat(GateSelfTest.passed(checks)).isFalse();
        assertThat(checks.stream()
                        .filter(check -> !check.ok())
                        .map(Check::expected)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(broken));
    }

    @Test
    void aPolicyThatStopsEverythingIsNoticed() {
        List<Check> checks = GateSelfTest.policies(
                (change, diff, settings) -> List.of(new PolicyFinding("size", "", "It is never right.")));

        assertThat(checks).contains(new Check("an ordinary change with a test", "nothing", "size", false));
    }

    @Test
    void noChecksAreNoPass() {
        assertThat(GateSelfTest.passed(List.of())).isFalse();
    }
}
