package io.colony.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The example of docs/operations.md: whoever checks a chain with another program starts from it. */
class ChainHashTest {
    @Test
    void isWhatTheDocumentationSays() {
        AuditRow row = new AuditRow(
                7,
                1,
                Instant.parse("2026-01-05T12:00:00.000001Z"),
                "operator:ann",
                "transition",
                "acme/shop#12",
                "{\"to\": \"done\"}");

        assertThat(ChainHash.of(ChainHash.GENESIS, 1, row))
                .isEqualTo("32dfb48f6f5df61c79acab4fb45d378d70d8c95c93843769d9c3a2c5eca7ad39");
    }
}
