package io.colony.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final Instant NOON = Instant.parse("2026-05-05T12:00:00Z");

    @Test
    void anHoursWorthComesAtOnceAndThenOneWheneverItsShareHasPassed() {
        Pace pace = new Pace(3);
        Instant used = Instant.EPOCH;
        for (int number = 1; number <= 3; number++) {
            assertThat(pace.waitsUntil(used, NOON)).as("the %d. one", number).isEmpty();
            used = pace.after(used, NOON);
        }
        Instant next = NOON.plus(Duration.ofMinutes(20));
        assertThat(pace.waitsUntil(used, NOON)).contains(next);
        assertThat(pace.waitsUntil(used, next.minusMillis(1))).contains(next);
        assertThat(pace.waitsUntil(used, next)).isEmpty();
        assertThat(pace.waitsUntil(pace.after(used, next), next)).contains(NOON.plus(Duration.ofMinutes(40)));
    }

    /** Whoever comes in whatever rhythm: in any stretch of time an hour's worth and the stretch's own share, never more. */
    @Property
    void inNoStretchOfTimeMoreComeThanABurstAndItsShare(
            @ForAll @IntRange(min = 1, max = 120) int perHour,
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 1_200) Integer> gapsInSeconds) {
        Pace pace = new Pace(perHour);
        List<Instant> let = letIn(pace, gapsInSeconds);
        for (int from = 0; from < let.size(); from++) {
            for (int to = from; to < let.size(); to++) {
                double hours = Duration.between(let.get(from), let.get(to)).toMillis() / 3_600_000.0;
                assertThat(to - from + 1)
                        .as("from %s to %s", let.get(from), let.get(to))
                        .isLessThanOrEqualTo((int) Math.floor(perHour + hours * perHour + 1e-3));
            }
        }
    }

    /** Nobody who keeps to the rate is ever held. */
    @Property
    void whoeverKeepsToTheRateNeverWaits(
            @ForAll @IntRange(min = 1, max = 120) int perHour, @ForAll @IntRange(min = 1, max = 300) int count) {
        Pace pace = new Pace(perHour);
        Instant used = Instant.EPOCH;
        Instant now = NOON;
        for (int number = 0; number < count; number++) {
            assertThat(pace.waitsUntil(used, now)).isEmpty();
            used = pace.after(used, now);
            now = now.plus(Duration.ofHours(1).dividedBy(perHour));
        }
    }

    /** When each of those came that were let in. Whoever is held comes again at the time that was named, and gets in. */
    private static List<Instant> letIn(Pace pace, List<Integer> gapsInSeconds) {
        List<Instant> let = new ArrayList<>();
        Instant used = Instant.EPOCH;
        Instant now = NOON;
        for (int gap : gapsInSeconds) {
            now = now.plusSeconds(gap);
            Optional<Instant> until = pace.waitsUntil(used, now);
            if (until.isPresent()) {
                assertThat(until.get()).isAfter(now);
                assertThat(pace.waitsUntil(used, until.get())).isEmpty();
                now = until.get();
            }
            used = pace.after(used, now);
            let.add(now);
        }
        return let;
    }
}
