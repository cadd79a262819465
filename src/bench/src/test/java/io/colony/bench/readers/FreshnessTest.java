package io.colony.bench.readers;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.bench.browser.Report.Sighting;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final Offset<Double> ABOUT = Offset.offset(2.0);

    @Test
    void aChangeTakesUntilItsPageAndItsSignalIsTheFirstAfterIt() {
        Freshness freshness = Freshness.of(
                Map.of(1, 1_000_000L, 2, 2_000_000L),
                List.of(new Sighting(List.of(900_000L, 1_100_000L, 2_300_000L), Map.of(1, 1_400_000L, 2, 2_400_000L))));

        assertThat(freshness.page(99).orElseThrow()).isCloseTo(400, ABOUT);
        assertThat(freshness.details().get("signal_p50_ms")).isCloseTo(100, ABOUT);
        assertThat(freshness.details().get("signal_p99_ms")).isCloseTo(300, ABOUT);
        assertThat(freshness.details()).containsEntry("changes_followed", 2.0);
        assertThat(freshness.violations()).isEmpty();
    }

    @Test
    void aPageThatHadItBeforeItsSignalWasNotWaitedFor() {
        Freshness freshness =
                Freshness.of(Map.of(1, 1_000_000L), List.of(new Sighting(List.of(1_500_000L), Map.of(1, 1_050_000L))));

        assertThat(freshness.details().get("signal_p50_ms")).isCloseTo(50, ABOUT);
    }

    @Test
    void whoWasNeverShownAChangeHasMissedIt() {
        Freshness freshness = Freshness.of(
                Map.of(1, 1_000_000L, 2, 2_000_000L),
                List.of(
                        new Sighting(List.of(), Map.of(1, 1_400_000L)),
                        new Sighting(List.of(), Map.of(1, 1_400_000L, 2, 2_400_000L))));

        assertThat(freshness.violations())
                .singleElement()
                .isEqualTo("1 times a reader was never shown a change: mark-2");
    }

    @Test
    void withoutAnyChangeThereIsNoFigure() {
        assertThat(Freshness.of(Map.of(), List.of()).page(50)).isEmpty();
    }
}
