package io.colony.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void theMoreReadersTheLessOftenTheStoreIsLookedAtButAChangeIsOnScreenWithinASecond() {
        assertThat(millis(1)).isEqualTo(252);
        assertThat(millis(100)).isEqualTo(450);
        assertThat(millis(ChangeHub.MOST_READERS)).isEqualTo(650);
    }

    private static long millis(int readers) {
        return TimeUnit.NANOSECONDS.toMillis(ChangeHub.Pace.USUAL.of(readers));
    }
}
