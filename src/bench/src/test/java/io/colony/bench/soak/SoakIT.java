package io.colony.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Less than a minute of it: that all of it goes, and nothing is wrong in the end. Curves need hours. */
class SoakIT {
    @TempDir
    Path directory;

    @Test
    void issuesEndWhileAProgramIsKilledAndPeopleRead() {
        List<Sample> heard = new ArrayList<>();
        SoakSettings settings = new SoakSettings(
                Duration.ofSeconds(40), 4, Duration.ofSeconds(20), Duration.ofSeconds(3), 4, 4, directory);

        SoakReport report = new SoakRun(settings, heard::add).run();

        assertThat(report.wrong()).isEmpty();
        assertThat(report.samples()).isNotEmpty().isEqualTo(heard);
        assertThat(report.samples().getLast().values()).containsOnlyKeys(Curve.values());
        assertThat(report.samples().getLast().tables()).containsKeys("issues", "transcripts", "audit_log");
        assertThat(report.counts().kills()).isPositive();
        assertThat(report.counts().pagesRead()).isPositive();
        assertThat(report.issues()).containsKey("done");
        assertThat(report.text()).contains("issues were filed", "CURVE", "database_kb", "TABLE, KB AN ISSUE");
    }
}
