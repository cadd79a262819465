package io.colony.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.web.html.Html;
import io.colony.web.html.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final int READERS = 8;

    @Test
    void theTagIsThatOfTheContentHoweverItIsFirstAskedFor() {
        Answer first = page("one");
        Answer second = page("one");
        first.compressed();

        assertThat(first.tag()).isEqualTo(second.tag()).matches("\"[0-9a-f]{32}\"");
        assertThat(page("two").tag()).isNotEqualTo(first.tag());
    }

    @Test
    void whatIsCompressedIsTheBody() throws IOException {
        Answer answer = page("one");

        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.compressed()))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(answer.body());
        }
    }

    @Test
    void itIsCompressedOnceForAllWhoAskAtTheSameMoment() throws Exception {
        Answer answer = page("one");
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<byte[]>> asked = new ArrayList<>();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (int i = 0; i < READERS; i++) {
                asked.add(readers.submit(() -> {
                    begin.await();
                    return answer.compressed();
                }));
            }
            begin.countDown();
            for (Future<byte[]> each : asked) {
                assertThat(each.get()).isSameAs(answer.compressed());
            }
        }
    }

    private static Answer page(String text) {
        return Answer.page(200, new Page("", Html.tag("p", (text + " ").repeat(2_000)), false));
    }
}
