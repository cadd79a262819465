package io.colony.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BreakerStateTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final BreakerSettings SETTINGS = BreakerSettings.defaults();

    /** Whatever the gaps: it opens exactly when some five failures lie within half an hour. */
    @Property
    void opensExactlyWhenSoManyFailuresLieWithinTheWindow(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 1_000) Integer> gapsInSeconds) {
        BreakerState state = BreakerState.CLOSED;
        Instant at = NOW;
        List<Instant> failures = new java.util.ArrayList<>();
        for (int gap : gapsInSeconds) {
            at = at.plusSeconds(gap);
            failures.add(at);
            state = state.failed(at, "red", SETTINGS, 0.5, false);
            assertThat(state.open()).isEqualTo(someFiveWithinTheWindow(failures));
            assertThat(state.failedAt()).hasSizeLessThanOrEqualTo(5).isSorted();
        }
    }

    private static boolean someFiveWithinTheWindow(List<Instant> failures) {
        for (int last = 4; last < failures.size(); last++) {
            if (failures.get(last - 4).isAfter(failures.get(last).minus(SETTINGS.repositoryWindow()))) {
                return true;
            }
        }
        return false;
    }

    @Property
    void aPauseIsNeverShorterThanStatedNorLongerThanBelievable(
            @ForAll @IntRange(min = 1, max = 2_000_000) int statedSeconds,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        Instant stated = NOW.plusSeconds(statedSeconds);
        Instant until = BreakerState.CLOSED
                .refused(NOW, refusal(Optional.of(stated), "429"), SETTINGS, chance)
                .openUntil()
                .orElseThrow();

        Instant believed = stated.isBefore(NOW.plus(SETTINGS.longestStatedPause()))
                ? stated
                : NOW.plus(SETTINGS.longestStatedPause());
        assertThat(until).isBetween(believed, believed.plus(SETTINGS.firstPause()));
    }

    /** Its tools could have written the refusal, and with it any time. */
    @Property
    void ofARunThatHadWorkedAStatedTimeIsBelievedForAsLongAsAPauseWithoutOne(
            @ForAll @IntRange(min = 1, max = 2_000_000) int statedSeconds,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        Instant until = BreakerState.CLOSED
                .refused(
                        NOW,
                        new Breakers.Refusal(Optional.of(NOW.plusSeconds(statedSeconds)), true, "429"),
                        SETTINGS,
                        chance)
                .openUntil()
                .orElseThrow();

        assertThat(until)
                .isAfterOrEqualTo(NOW.plusSeconds(
                        Math.min(statedSeconds, SETTINGS.longestPause().toSeconds())))
                .isBeforeOrEqualTo(NOW.plus(SETTINGS.longestPause()).plus(SETTINGS.firstPause()));
    }

    @Test
    void pausesGrowFromProbeToProbeUpToABound() {
        BreakerState state = BreakerState.CLOSED;
        Instant at = NOW;
        for (int seconds : new int[] {30, 60, 120, 240, 480, 960, 1920, 3600, 3600}) {
            state = state.refused(at, refusal(Optional.empty(), "529"), SETTINGS, 0);
            assertThat(state.openUntil()).contains(at.plusSeconds(seconds));
            at = state.openUntil().orElseThrow();
        }
        assertThat(state.openedAt()).contains(NOW);
    }

    @Test
    void manyRunsThatMeetTheSameRefusalDoNotMakeThePauseLonger() {
        BreakerState one = BreakerState.CLOSED.refused(NOW, refusal(Optional.empty(), "429"), SETTINGS, 0);
        BreakerState ten = one;
        for (int run = 0; run < 9; run++) {
            ten = ten.refused(NOW.plusSeconds(run), refusal(Optional.empty(), "429"), SETTINGS, 0);
        }
        assertThat(ten.openUntil()).isEqualTo(one.openUntil());
        assertThat(ten.openings()).isEqualTo(1);
    }

    @Test
    void aStatedTimeInThePastIsNoTime() {
        assertThat(BreakerState.CLOSED
                        .refused(NOW, refusal(Optional.of(NOW.minusSeconds(60)), "429"), SETTINGS, 0)
                        .openUntil())
                .contains(NOW.plus(SETTINGS.firstPause()));
    }

    @Test
    void whileOpenOnlyTheProbesFailureMakesItStayOpenLonger() {
        BreakerState open = BreakerState.CLOSED;
        for (int failure = 0; failure < 5; failure++) {
            open = open.failed(NOW, "red", SETTINGS, 0, false);
        }
        Instant until = NOW.plus(SETTINGS.coolDown());
        assertThat(open.openUntil()).contains(until);

        assertThat(open.failed(NOW.plusSeconds(1), "straggler", SETTINGS, 0, false)
                        .openUntil())
                .contains(until);
        assertThat(open.failed(until, "probe", SETTINGS, 0, true).openUntil())
                .contains(until.plus(Duration.ofMinutes(20)));
    }

    @Test
    void reasonsOfStrangersAreCut() {
        assertThat(BreakerState.CLOSED
                        .failed(NOW, "x\0".repeat(5_000), SETTINGS, 0, false)
                        .reason())
                .hasSizeLessThan(600)
                .doesNotContain("\0");
    }

    private static Breakers.Refusal refusal(Optional<Instant> stated, String reason) {
        return new Breakers.Refusal(stated, false, reason);
    }
}
