package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveEventsIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private SampleServer sample;

    @BeforeEach
    void start() throws Exception {
        sample = SampleServer.filled("/some/where");
    }

    @AfterEach
    void stop() throws Exception {
        sample.close();
    }

    @Test
    void whoComesBackWithAMarkOfAnotherLifeIsToldToAskAgain() throws Exception {
        HttpResponse<InputStream> stream = listen("/events", "0123456789abcdef-7");

        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(stream.headers().firstValue("X-Accel-Buffering")).contains("no");
        assertThat(stream.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(next(stream)).isEqualTo("event: resync");
    }

    @Test
    void anIssueThatIsNamedWronglyIsRefused() throws Exception {
        assertThat(listen("/events?issue=nonsense", "").statusCode()).isEqualTo(400);
    }

    @Test
    void aChangeIsHeardOf() throws Exception {
        HttpResponse<InputStream> stream = listen("/events", "another-life");
        try (BufferedReader lines = reader(stream)) {
            assertThat(event(lines)).isEqualTo("event: resync");
            // The stream that was told nothing yet hears of every change after its first poll.
            Thread writer = Thread.ofVirtual().start(() -> {
                for (int epoch = 0; epoch < 20; epoch++) {
                    sample.database()
                            .database()
                            .useTransaction(transaction -> transaction
                                    .handle()
                                    .execute("update tasks set epoch = epoch + 1 where state = 'claimed';"
                                            + " select pg_sleep(0.1)"));
                }
            });
            String heard = event(lines);
            while (heard.equals("event: resync")) {
                heard = event(lines);
            }
            assertThat(heard).isEqualTo("event: change");
            writer.join();
        }
    }

    private HttpResponse<InputStream> listen(String path, String mark) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(sample.address(path));
        if (!mark.isEmpty()) {
            request.header("Last-Event-ID", mark);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static String next(HttpResponse<InputStream> stream) throws IOException {
        try (BufferedReader lines = reader(stream)) {
            return event(lines);
        }
    }

    private static BufferedReader reader(HttpResponse<InputStream> stream) {
        return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    }

    private static String event(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("event:")) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }
}
