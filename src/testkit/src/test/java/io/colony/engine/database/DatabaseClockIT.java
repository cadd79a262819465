package io.colony.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class DatabaseClockIT {
    @Test
    void showsWhatTheServerShows() {
        try (TestDatabase test = TestDatabase.create()) {
            Database database = test.database();
            DatabaseClock clock = DatabaseClock.of(database);

            Instant before = clock.instant();
            Instant server = database.<OffsetDateTime>inTransaction(transaction -> transaction
                            .handle()
                            .createQuery("select clock_timestamp()")
                            .mapTo(OffsetDateTime.class)
                            .one())
                    .toInstant();
            clock.adjust();
            Instant after = clock.instant();

            Duration doubt = Duration.ofSeconds(2);
            assertThat(server).isBetween(before.minus(doubt), after.plus(doubt));
            assertThat(after).isAfterOrEqualTo(before);
        }
    }
}
