package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GateDefinitionTest {
    private static final List<GateDefinition> GATES = List.of(
            gate("format", Optional.empty()),
            gate("build", Optional.empty()),
            gate("tests", Optional.of("build")),
            gate("lint", Optional.of("build")),
            gate("site", Optional.of("tests")));

    private static GateDefinition gate(String name, Optional<String> buildsOn) {
        return new GateDefinition(name, "make " + name, Duration.ofMinutes(1), List.of(), buildsOn);
    }

    private static List<String> needed(String... names) {
        return GateDefinition.withWhatTheyBuildOn(GATES, Set.of(names)).stream()
                .map(GateDefinition::name)
                .toList();
    }

    @Test
    void whatAGateBuildsOnComesBeforeItAndNothingElseDoes() {
        assertThat(needed("site")).containsExactly("build", "tests", "site");
        assertThat(needed("lint", "format")).containsExactly("format", "build", "lint");
        assertThat(needed("format")).containsExactly("format");
        assertThat(needed()).isEmpty();
    }
}
