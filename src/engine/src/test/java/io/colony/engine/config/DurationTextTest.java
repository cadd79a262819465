package io.colony.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationTextTest {
    @Test
    void durationsReadBackAsWritten() {
        for (String text : List.of("500ms", "90s", "5m", "2h")) {
            assertThat(DurationText.parse(text).map(DurationText::format)).contains(text);
        }
        assertThat(DurationText.parse("7d")).contains(Duration.ofDays(7));
        assertThat(DurationText.parse("0s")).isEmpty();
        assertThat(DurationText.parse("5")).isEmpty();
        assertThat(DurationText.parse("-5s")).isEmpty();
    }
}
