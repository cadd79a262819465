package io.colony.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private final List<String> seen = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    private AnswerReader reader() {
        EventReader names = new EventReader(events::add);
        return new AnswerReader(new AnswerReader.Listener() {
            @Override
            public void answer(int status, Map<String, String> headers, byte[] body) {
                seen.add(status + " " + headers.getOrDefault("etag", "-") + " "
                        + new String(body, StandardCharsets.UTF_8));
            }

            @Override
            public void piece(int status, byte[] piece) {
                names.take(piece);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 10_000})
    void answersComeOneAfterTheOtherHoweverTheirBytesAreCut(int length) {
        feed("""
                HTTP/1.1 200 OK\r
                ETag: "a"\r
                Content-Length: 5\r
                \r
                helloHTTP/1.1 304 Not Modified\r
                ETag: "a"\r
                \r
                HTTP/1.1 200 OK\r
                Content-Length: 2\r
                \r
                hi""", length);

        assertThat(seen).containsExactly("200 \"a\" hello", "304 \"a\" ", "200 - hi");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10_000})
    void aStreamOfEventsIsReadAsItComes(int length) {
        feed("""
                HTTP/1.1 200 OK\r
                Transfer-Encoding: chunked\r
                \r
                3\r
                :

                \r
                1d\r
                id: a-1
                event: hello
                data:

                \r
                1e\r
                id: a-2
                event: change
                data:

                \r
                """, length);

        assertThat(events).containsExactly("hello", "change");
        assertThat(seen).isEmpty();
    }

    private void feed(String text, int length) {
        AnswerReader reader = reader();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += length) {
            reader.take(ByteBuffer.wrap(bytes, from, Math.min(length, bytes.length - from)));
        }
    }
}
