package io.colony.bench.readers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.bench.Bench;
import io.colony.bench.Scale;
import io.colony.bench.harness.GoalJudge;
import io.colony.bench.harness.Machine;
import io.colony.bench.harness.Run;
import io.colony.bench.harness.Timing;
import io.colony.bench.postgres.PostgresServer;
import io.colony.bench.store.Databases;
import io.colony.engine.database.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadersBenchIT {
    @Test
    void aFewReadersSeeTheWholeProgramWorkAndNoneIsLeftWithAnOldPage() {
        List<String> lines = new ArrayList<>();
        try (PostgresServer server = PostgresServer.start(Map.of())) {
            Timing timing = new Timing(Duration.ZERO, Duration.ZERO);
            Run run = new Run(Machine.probe(server.directory()), timing, 1, false, new GoalJudge(true), lines::add);

            run.take(new ReadersBench(new Bench(new Databases(server), Scale.SMOKE)));

            assertThat(run.sound()).as(String.join("\n", lines)).isTrue();
            assertThat(run.results()).hasSize(2);
        }
        JsonNode without = Json.parse(lines.get(0));
        JsonNode with = Json.parse(lines.get(1));
        assertThat(without.path("contender").asText()).isEqualTo("no-readers");
        assertThat(without.path("value").asDouble()).isPositive();
        assertThat(with.path("contender").asText()).isEqualTo("readers");
        assertThat(with.path("p99_ms").asDouble()).isPositive();
        assertThat(with.path("details").path("signals_per_s").asDouble()).isPositive();
        assertThat(with.path("details").path("pages_per_s").asDouble()).isPositive();
        assertThat(with.path("details").path("program_cpu_ms_per_issue").asDouble())
                .isPositive();
    }
}
