package io.colony.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class JsonTest {
    /** As {@code jsonb} prints what was written as {@code 1e1051}. */
    @Test
    void readsANumberThatTheStoreGivesBackInFull() {
        String number = "1" + "0".repeat(1051);

        assertThat(Json.parse("{\"line\": " + number + "}").path("line").bigIntegerValue())
                .isEqualTo(new BigInteger(number));
    }
}
