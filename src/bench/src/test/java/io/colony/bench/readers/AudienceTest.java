package io.colony.bench.readers;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.bench.readers.Demonstration.Filed;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static final Filed FILED =
            new Filed(List.of("bench/a#1", "bench/b#1", "bench/c#1", "bench/d#1"), "bench/d#2");

    @Test
    void eachReaderHasAPageAndTheIssuesHaveAsManyEach() {
        assertThat(Audience.of(200, FILED))
                .containsEntry("/", 60)
                .containsEntry("/board", 50)
                .containsEntry("/attention", 30)
                .containsEntry("/issues/bench/a/1", 12)
                .containsEntry("/issues/bench/d/2", 12)
                .hasSize(8);
    }

    @Test
    void ofAFewReadersSomeSeeTheIssueThatIsMarked() {
        assertThat(Audience.of(10, FILED).values().stream().mapToInt(Integer::intValue))
                .hasSize(7);
        assertThat(Audience.of(10, FILED)).containsEntry("/issues/bench/d/2", 1);
        assertThat(Audience.of(10, FILED).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(10);
    }
}
