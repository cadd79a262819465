package io.colony.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.database.DatabaseClock.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private Instant server = NOON;
    private long counter = 1_000;
    private boolean away;

    private final DatabaseClock clock = new DatabaseClock(
            nanos -> {
                if (away) {
                    throw new DatabaseException("away", new IllegalStateException());
                }
                // The second answer came sooner, so it is the one to go by.
                return List.of(
                        new Reading(
                                server.minusSeconds(1),
                                counter,
                                Duration.ofSeconds(2).toNanos()),
                        new Reading(server, counter, 1_000));
            },
            () -> counter);

    @Test
    void showsTheServersTimeAndCountsOnByTheCounter() {
        assertThat(clock.instant()).isEqualTo(NOON);
        pass(Duration.ofSeconds(7));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void twoProcessesAgreeHoweverTheirCountersStand() {
        DatabaseClock other = new DatabaseClock(nanos -> List.of(new Reading(server, -9_999, 5)), () -> -9_999);

        assertThat(other.instant()).isEqualTo(clock.instant());
    }

    @Test
    void aSmallCorrectionBackwardsWaitsInsteadOfGoingBack() {
        pass(Duration.ofSeconds(10));
        Instant before = clock.instant();
        server = NOON.plusSeconds(9);
        clock.adjust();

        assertThat(clock.instant()).isEqualTo(before);
        pass(Duration.ofMillis(999));
        assertThat(clock.instant()).isEqualTo(before);
        pass(Duration.ofMillis(2));
        assertThat(clock.instant()).isEqualTo(before.plusMillis(1));
    }

    @Test
    void followsAServerWhoseClockWasSetBack() {
        server = NOON.minusSeconds(3_600);
        clock.adjust();

        assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(3_600));
    }

    @Test
    void goesOnWhileTheServerIsAway() {
        away = true;
        assertThatThrownBy(clock::adjust).isInstanceOf(DatabaseException.class);
        pass(Duration.ofSeconds(30));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(30));
    }

    private void pass(Duration time) {
        counter += time.toNanos();
    }
}
