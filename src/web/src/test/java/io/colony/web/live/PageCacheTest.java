package io.colony.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.web.exchange.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Pages are made once per moment. */
class PageCacheTest {
    private final AtomicLong position = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final PageCache cache = new PageCache(position::get, nanos::get);

    @Test
    void holdsHalfASecondAndNoLonger() {
        assertThat(get("a")).isEqualTo("1");
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(499));
        assertThat(get("a")).isEqualTo("1");
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(get("a")).isEqualTo("2");
    }

    @Test
    void holdsUntilSomethingHappensOrACommandWasSent() {
        assertThat(get("a")).isEqualTo("1");
        position.incrementAndGet();
        assertThat(get("a")).isEqualTo("2");
        cache.forget();
        assertThat(get("a")).isEqualTo("3");
    }

    @Test
    void whatIsOldIsNotKeptAndNeitherAreLongPages() {
        for (int i = 0; i < 20; i++) {
            get("page-" + i);
        }
        assertThat(cache.kept()).isEqualTo(20);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        get("another");
        assertThat(cache.kept()).isEqualTo(1);

        cache.get("long", () -> Answer.text(200, "x".repeat(PageCache.LONGEST + 1)));
        assertThat(cache.kept()).isEqualTo(1);
    }

    @Test
    void keepsSoManyBytesInAll() {
        int most = PageCache.MOST_BYTES / PageCache.LONGEST;
        for (int i = 0; i < most + 5; i++) {
            cache.get("page-" + i, () -> Answer.text(200, "x".repeat(PageCache.LONGEST)));
        }

        assertThat(cache.kept()).isEqualTo(most);
    }

    @Test
    void whatOneMaySeeIsNotShownToAnother() {
        assertThat(get("a")).isEqualTo("1");
        assertThat(get("b")).isEqualTo("2");
    }

    @Test
    void failuresAndProblemsAreNotKept() {
        assertThatThrownBy(() -> cache.get("a", () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        cache.get("a", () -> Answer.text(404, "none"));

        assertThat(get("a")).isEqualTo("1");
    }

    @Test
    void theOldestGoesWhenItIsFull() {
        for (int i = 0; i <= PageCache.MOST; i++) {
            get("key " + i);
        }
        int before = made.get();

        get("key " + PageCache.MOST);
        assertThat(made.get()).isEqualTo(before);
        get("key 0");
        assertThat(made.get()).isEqualTo(before + 1);
    }

    @Test
    void whoeverAsksMeanwhileWaitsForTheOneThatIsMade() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            answers.add(threads.submit(() -> body(cache.get("a", () -> {
                making.countDown();
                await(go);
                return answer();
            }))));
            await(making);
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> get("a")));
            }
            go.countDown();

            for (Future<String> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("1");
            }
        }
    }

    private String get(String key) {
        return body(cache.get(key, this::answer));
    }

    private Answer answer() {
        return Answer.text(200, Integer.toString(made.incrementAndGet()));
    }

    private static String body(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException end) {
            throw new IllegalStateException(end);
        }
    }
}
