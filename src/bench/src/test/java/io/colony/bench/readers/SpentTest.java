package io.colony.bench.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpentTest {
    @Test
    void whatWasUsedBeforeDoesNotCountAndANewConnectionDoes() {
        Spent before = new Spent(ms(1_000), Map.of(1L, ms(100), 2L, ms(50)), ms(10));
        Spent after = new Spent(ms(1_400), Map.of(1L, ms(160), 3L, ms(40)), ms(30));

        assertThat(after.since(before).perIssue(4))
                .isEqualTo(Map.of(
                        "program_cpu_ms_per_issue", 100.0,
                        "store_cpu_ms_per_issue", 25.0,
                        "readers_cpu_ms_per_issue", 5.0));
        assertThat(after.since(before).cores(2)).isEqualTo(0.26);
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
