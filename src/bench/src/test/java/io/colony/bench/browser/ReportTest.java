package io.colony.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void itComesToTheOtherProcessAsItWas() {
        Report report = new Report(
                3,
                new Report.Counts(1, 2, 3, 4),
                List.of("/board answered 500"),
                Map.of("/", Map.of("\"a-gzip\"", 2, "", 1)),
                List.of(new Report.Sighting(List.of(5L, 6L), Map.of(7, 8L))));

        assertThat(Report.of(Json.parse(Json.text(report.json())))).isEqualTo(report);
    }
}
