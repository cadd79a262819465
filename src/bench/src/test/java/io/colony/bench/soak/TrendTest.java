package io.colony.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static final int MINUTES = 60;

    @Test
    void whatWarmsUpAndStaysThereIsLevelAndWhatGoesOnGrowingIsNot() {
        assertThat(trend(Curve.RSS_KB, minute -> minute < 8 ? 100_000 : 300_000 + minute % 3 * 1_000)
                        .held())
                .isTrue();
        assertThat(trend(Curve.RSS_KB, minute -> 100_000 + minute * 5_000).held())
                .isFalse();
        assertThat(trend(Curve.HEAP_LIVE_KB, minute -> 20_000 + minute * 400).held())
                .isFalse();
    }

    @Test
    void aFewMoreOfWhatThereIsLittleOfSayNothing() {
        assertThat(trend(Curve.PROCESSES, minute -> minute < 30 ? 0 : 9).held()).isTrue();
        assertThat(trend(Curve.PROCESSES, minute -> minute).held()).isFalse();
    }

    @Test
    void oneLookThatStandsOutIsNoTrend() {
        assertThat(trend(Curve.FILES, minute -> minute == 58 ? 5_000 : 100).held())
                .isTrue();
    }

    @Test
    void historyMayGrowWithTheIssuesAndNoFaster() {
        assertThat(trend(Curve.DATABASE_KB, minute -> 10_000 + minute * 300).held())
                .isTrue();
        assertThat(trend(Curve.DATABASE_KB, minute -> 10_000 + minute * minute * 20)
                        .held())
                .isFalse();
    }

    @Test
    void aLogIsHeldToItsBoundAllTheTime() {
        assertThat(trend(Curve.LOG_KB, minute -> 40_000).held()).isTrue();
        assertThat(trend(Curve.LOG_KB, minute -> minute == 20 ? 50_000 : 10).held())
                .isFalse();
    }

    private static Trend trend(Curve curve, LongUnaryOperator values) {
        List<Sample> samples = LongStream.range(0, MINUTES)
                .mapToObj(
                        minute -> new Sample(minute, minute * 10, Map.of(curve, values.applyAsLong(minute)), Map.of()))
                .toList();
        return Trend.of(curve, samples);
    }
}
