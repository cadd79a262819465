package io.colony.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The drills that need no root, short; {@code bin/bench outage} has them all, with the words of pages and commands. */
class OutageIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"POOL", "POSTGRES_STOP", "CUT_IN_COMMIT"})
    void workGoesOnByItselfAndNothingIsLostOrDoubled(OutageKind kind) {
        OutageReport report = new OutageRun(kind, Duration.ofSeconds(6), 6, directory, Optional.empty()).run();

        assertThat(report.clean()).as(report.text()).isTrue();
    }
}
