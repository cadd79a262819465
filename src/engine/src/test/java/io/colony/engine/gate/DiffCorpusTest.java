package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.DiffCorpus.Sample;
import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DiffCorpusTest {
    private static List<PolicyFinding> findings(Sample sample) {
        return new DefaultPolicyGates().evaluate(sample.change(), sample.diff(), PolicySettings.DEFAULT);
    }

    static List<Sample> honest() {
        return DiffCorpus.read("honest");
    }

    static List<Sample> dishonest() {
        return DiffCorpus.read("dishonest");
    }

    @ParameterizedTest
    @MethodSource("honest")
    void lets(Sample sample) {
        assertThat(findings(sample)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dishonest")
    void stops(Sample sample) {
        assertThat(findings(sample))
                .extracting(PolicyFinding::policy)
                .isNotEmpty()
                .containsOnly(sample.policy());
        assertThat(findings(sample))
                .allSatisfy(
                        finding -> assertThat(finding.reason()).endsWith(".").doesNotContain("\n"));
    }

    @Test
    void isAsLargeAsItShouldBe() {
        assertThat(honest()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(dishonest()).hasSizeGreaterThanOrEqualTo(25);
    }
}
