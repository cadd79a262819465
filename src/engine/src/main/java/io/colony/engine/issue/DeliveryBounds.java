package io.colony.engine.issue;

import java.time.Duration;
import java.util.List;

/**
 * By which durations deliveries are counted. The counts of days that are over stand in the store, so that these never
 * change.
 */
public final class DeliveryBounds {
    /** The upper bounds, which belong to the next bucket; one more bucket holds what took longer. */
    public static final List<Duration> DURATIONS = List.of(
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(16),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(4),
            Duration.ofDays(7),
            Duration.ofDays(14),
            Duration.ofDays(28));

    /** From so many rework rounds on they are counted together. */
    public static final int MOST_REWORK = 4;

    private DeliveryBounds() {}
}
