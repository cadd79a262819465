package io.colony.web.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class PoolLogTest {
    @Test
    void keepsOnlyOurOwnPoolsOutOfTheLogAndNotWhatSomebodyAskedFor() {
        assertThat(PoolLog.isOurs(new LogRecord(Level.INFO, "colony - Starting...")))
                .isTrue();
        assertThat(PoolLog.isOurs(new LogRecord(Level.SEVERE, "colony-owner - Exception")))
                .isTrue();
        assertThat(PoolLog.isOurs(new LogRecord(Level.FINE, "colony - Pool stats")))
                .isFalse();
        assertThat(PoolLog.isOurs(new LogRecord(Level.INFO, "HikariPool-1 - Starting...")))
                .isFalse();
        assertThat(PoolLog.isOurs(new LogRecord(Level.INFO, null))).isFalse();
    }
}
