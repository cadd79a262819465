package io.colony.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
    @TempDir
    private Path directory;

    @Test
    void realCommitsAreMergedAsTheyWereAlthoughTheAgentIsWrongAtFirst() throws Exception {
        WrittenRepository repository = WrittenRepository.create(directory.resolve("written"));
        List<String> progress = new ArrayList<>();

        ReplayReport report = new ReplayRun(
                        new ReplaySettings(
                                repository.directory(),
                                "HEAD",
                                6,
                                3,
                                1,
                                WrittenRepository.GATE,
                                Duration.ofMinutes(1),
                                true,
                                Duration.ofMinutes(4),
                                directory.resolve("replay")),
                        progress::add)
                .run();

        String all = report.text() + String.join("\n", progress);
        assertThat(report.sound()).as(all).isTrue();
        assertThat(report.merged()).as(all).isEqualTo(6);
        assertThat(report.checked().asHistory()).as(all).isTrue();
        assertThat(report.checked().gateGreen()).as(all).isTrue();
        assertThat(report.run().mistakes()).as(all).containsOnlyKeys("claims-too-much", "drops-hunk");
        assertThat(report.run().found()).as(all).containsKeys("evidence", "gates");
        assertThat(report.json().path("wrongly_merged").asInt()).as(all).isZero();
        assertThat(Double.parseDouble(report.json().path("cost_usd").asText()))
                .as(all)
                .isPositive();
    }
}
