package io.colony.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TableGrowthTest {
    @Test
    void tablesThatGrowAreNamedWithWhatAnIssueAddedTheFastestFirst() {
        List<Sample> samples = LongStream.range(0, 61)
                .mapToObj(minute -> new Sample(
                        minute,
                        minute * 10,
                        Map.of(),
                        Map.of("steady", minute * 20, "worse", minute < 45 ? minute * 10 : minute * 60, "flat", 800L)))
                .toList();

        List<TableGrowth> growths = TableGrowth.of(samples);

        assertThat(growths).extracting(TableGrowth::table).containsExactly("worse", "steady");
        assertThat(growths.getLast().early()).isCloseTo(2, within(0.001));
        assertThat(growths.getLast().late()).isCloseTo(2, within(0.001));
        assertThat(growths.getFirst().late())
                .isGreaterThan(2 * growths.getFirst().early());
    }
}
