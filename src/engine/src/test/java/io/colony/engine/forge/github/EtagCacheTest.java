package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EtagCacheTest {
    private static final URI ONE = URI.create("https://x/1");
    private static final URI TWO = URI.create("https://x/2");
    private static final URI THREE = URI.create("https://x/3");

    @Test
    void forgetsWhatWasUsedLongestAgo() {
        EtagCache cache = new EtagCache(2, 10_000);
        cache.put("ops", ONE, answer("1"));
        cache.put("ops", TWO, answer("2"));
        assertThat(cache.find("ops", ONE)).isPresent();

        cache.put("ops", THREE, answer("3"));

        assertThat(cache.find("ops", ONE)).isPresent();
        assertThat(cache.find("ops", TWO)).isEmpty();
    }

    @Test
    void holdsNoMoreThanItMay() {
        EtagCache cache = new EtagCache(100, 40_000);
        for (URI uri : List.of(ONE, TWO, THREE)) {
            cache.put("ops", uri, answer("x".repeat(8_000)));
            cache.put("coder", uri, answer("x".repeat(8_000)));
        }

        assertThat(cache.find("ops", ONE)).isEmpty();
        assertThat(cache.find("coder", THREE)).isPresent();
        cache.put("ops", ONE, answer("x".repeat(10_000)));
        assertThat(cache.find("ops", ONE)).isEmpty();
    }

    @Test
    void countsTheMemoryAndNotTheCharacters() {
        EtagCache cache = new EtagCache(100, 40_000);
        cache.put("ops", ONE, answer("x".repeat(5_999) + "ä"));
        assertThat(cache.find("ops", ONE)).isPresent();

        cache.put("ops", ONE, answer("x".repeat(5_999) + "漢"));

        assertThat(cache.find("ops", ONE)).isEmpty();
        for (int i = 0; i < 100; i++) {
            cache.put("ops", URI.create("https://x/" + i), answer(""));
        }
        assertThat(IntStream.range(0, 100)
                        .filter(i ->
                                cache.find("ops", URI.create("https://x/" + i)).isPresent()))
                .as("an answer takes more than its body")
                .hasSizeLessThan(40);
    }

    @Test
    void keepsWhereTheNextPageIsAndNotHowManyRequestsWereLeft() {
        EtagCache cache = new EtagCache(10, 10_000);
        Map<String, List<String>> headers = Map.of(
                "ETag", List.of("\"e\""),
                "Link", List.of("<https://x/1?page=2>; rel=\"next\""),
                "X-RateLimit-Remaining", List.of("7"));

        cache.put("ops", ONE, Answer.of(200, headers, "1"));

        EtagCache.Kept kept = cache.find("ops", ONE).orElseThrow();
        assertThat(kept.etag()).isEqualTo("\"e\"");
        assertThat(kept.answer().header("link")).contains("<https://x/1?page=2>; rel=\"next\"");
        assertThat(kept.answer().headers()).containsOnlyKeys("etag", "link");
    }

    @Test
    void whatOneIdentityMaySeeIsNotTheOthers() {
        EtagCache cache = new EtagCache(10, 10_000);
        cache.put("ops", ONE, answer("1"));

        assertThat(cache.find("coder", ONE)).isEmpty();
    }

    @Test
    void anAnswerThatIsNoneTakesTheOldOneAway() {
        EtagCache cache = new EtagCache(10, 10_000);
        cache.put("ops", ONE, answer("1"));

        cache.put("ops", ONE, Answer.of(404, Map.of("ETag", List.of("\"e\"")), ""));

        assertThat(cache.find("ops", ONE)).isEmpty();
    }

    private static Answer answer(String body) {
        return Answer.of(200, Map.of("ETag", List.of("\"e\"")), body);
    }
}
