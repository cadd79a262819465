package io.colony.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResolutionTest {
    @Test
    void theShortestRunWithBothSidesIsTaken() {
        List<String> history = List.of("x", "a", "}", "y", "a", "b", "}", "end");

        assertThat(Resolution.shortest(history, List.of("b", "}"), List.of("a")))
                .contains(List.of("a", "b", "}"));
    }

    @Test
    void withoutBothSidesThereIsNone() {
        assertThat(Resolution.shortest(List.of("a", "b"), List.of("a"), List.of("c")))
                .isEmpty();
    }
}
