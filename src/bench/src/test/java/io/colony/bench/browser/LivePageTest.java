package io.colony.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LivePageTest {
    private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1);

    private final LivePage page = new LivePage(START);

    @Test
    void aSignalIsFollowedAtOnceAndTheNextOneAfterTheSpacing() {
        assertThat(page.look(START)).isTrue();
        assertThat(page.answered(START + ms(20))).isFalse();
        assertThat(page.look(START + ms(100))).isFalse();

        assertThat(page.wakeAt()).isEqualTo(START + LivePage.SPACING);
        assertThat(page.due(START + LivePage.SPACING - 1)).isFalse();
        assertThat(page.due(START + LivePage.SPACING)).isTrue();
    }

    @Test
    void manySignalsInOneSpacingAreOneQuestion() {
        page.look(START);
        page.answered(START + ms(10));
        for (int i = 20; i < 300; i += 20) {
            assertThat(page.look(START + ms(i))).isFalse();
        }

        assertThat(page.due(START + LivePage.SPACING)).isTrue();
        assertThat(page.answered(START + LivePage.SPACING + ms(10))).isFalse();
        assertThat(page.due(START + 2 * LivePage.SPACING)).isFalse();
    }

    @Test
    void whoStillWaitsForAnAnswerAsksAgainWhenItHasCome() {
        page.look(START);
        page.look(START + ms(100));
        assertThat(page.due(START + LivePage.SPACING)).isFalse();

        assertThat(page.answered(START + ms(900))).isTrue();
    }

    @Test
    void withoutAnySignalItAsksAfterTwentySeconds() {
        assertThat(page.wakeAt()).isEqualTo(START + LivePage.NET);
        assertThat(page.due(START + LivePage.NET - 1)).isFalse();
        assertThat(page.due(START + LivePage.NET)).isTrue();
        assertThat(page.due(START + LivePage.NET + 1))
                .as("while it waits for the answer")
                .isFalse();
    }

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
