package io.colony.engine.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A rate that lets a burst through: an hour's worth at once after a quiet hour, then one more whenever its share of the
 * hour has passed. The generic cell rate algorithm of ITU-T I.371 (virtual scheduling), whose whole memory is one instant:
 * until when those that came use up the rate.
 *
 * @param perHour more than 0
 */
record Pace(int perHour) {
    private static final Duration WINDOW = Duration.ofHours(1);

    /**
     * From when on one more may come; empty where it may at once.
     *
     * @param usedUntil until when earlier ones use up the rate; {@link Instant#EPOCH} where none came
     */
    Optional<Instant> waitsUntil(Instant usedUntil, Instant now) {
        Instant earliest = after(usedUntil, now).minus(WINDOW);
        return earliest.isAfter(now) ? Optional.of(earliest) : Optional.empty();
    }

    /** Until when the rate is used up once one more has come. */
    Instant after(Instant usedUntil, Instant now) {
        return (usedUntil.isAfter(now) ? usedUntil : now).plus(WINDOW.dividedBy(perHour));
    }
}
