package io.colony.bench.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LastViewsTest {
    @Test
    void aCompressedPageIsTheSameAsThePlainOne() {
        assertThat(LastViews.violations(
                        Map.of("/", Map.of("\"a-gzip\"", 2), "/board", Map.of("\"b\"", 1)),
                        Map.of("/", "\"a\"", "/board", "\"b\"")))
                .isEmpty();
    }

    @Test
    void whoWasLeftWithAnOldPageIsCounted() {
        assertThat(LastViews.violations(
                        Map.of("/", Map.of("\"a-gzip\"", 2, "\"old-gzip\"", 3, "", 1)), Map.of("/", "\"a\"")))
                .containsExactly("4 of 6 readers of / were left with an old one");
    }
}
