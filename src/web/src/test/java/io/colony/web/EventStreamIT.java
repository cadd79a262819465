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
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream of events over HTTP. */
@Timeout(60)
class EventStreamIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private SampleServer sample;

    /** A stream that is being read. */
    private record Reader(HttpResponse<InputStream> answer, BufferedReader lines) {
        /** The next line that begins so. */
        private String next(String start) {
            try {
                String line = lines.readLine();
                while (line != null && !line.startsWith(start)) {
                    line = lines.readLine();
                }
                return String.valueOf(line);
            } catch (IOException cutOff) {
                return "null";
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        sample = SampleServer.filled("/some/where");
    }

    @AfterEach
    void stop() throws Exception {
        client.shutdownNow();
        sample.close();
    }

    @Test
    void tellsThatSomethingChangedAndNothingAboutIt() throws Exception {
        Reader reader = open("?topic=audit", "");
        assertThat(reader.answer().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(reader.answer().headers().firstValue("X-Accel-Buffering")).contains("no");
        assertThat(reader.answer().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(reader.answer().headers().firstValue("X-Content-Type-Options"))
                .contains("nosniff");
        assertThat(reader.next("event:")).isEqualTo("event: hello");

        change();

        assertThat(reader.next("event:")).isEqualTo("event: change");
        assertThat(reader.next("data:")).isEqualTo("data:");
    }

    @Test
    void whoComesBackWithAnIdOfAnotherProcessLooksAtEverything() throws Exception {
        assertThat(open("?issue=acme/shop%232", "0badcafe-3").next("event:")).isEqualTo("event: resync");
    }

    @Test
    void oneThatDoesNotReadHoldsNoneOfAHundred() throws Exception {
        Reader slow = open("?topic=audit", "");
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readers.add(open("?topic=audit", ""));
        }
        for (Reader reader : readers) {
            reader.next("event: hello");
        }
        change();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> told = readers.stream()
                    .map(reader -> threads.submit(() -> reader.next("event: change")))
                    .toList();
            for (Future<String> one : told) {
                assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo("event: change");
            }
        }
        assertThat(slow.next("event: change")).isEqualTo("event: change");
    }

    @Test
    void openPagesAreCountedAndClosedOnesUntilTheyAreWrittenTo() throws Exception {
        assertThat(metrics()).contains("\ncolony_event_streams 0.0\n");
        Reader first = open("?topic=audit", "");
        open("?topic=cost", "").next("event: hello");
        first.next("event: hello");
        assertThat(metrics()).contains("\ncolony_event_streams 2.0\n");

        first.lines().close();
        while (!metrics().contains("\ncolony_event_streams 1.0\n")) {
            change();
        }
    }

    private String metrics() throws Exception {
        return client.send(HttpRequest.newBuilder(sample.address("/prometheus")).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void theStreamEndsWithTheServer() throws Exception {
        Reader reader = open("?topic=audit", "");
        reader.next("event: hello");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> end = threads.submit(() -> reader.next("event: never"));
            sample.stop();
            assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("null");
        }
    }

    @Test
    void whereNoRequestCanBeHeldOpenItSaysSoAtOnce() throws Exception {
        sample.close();
        sample = SampleServer.withoutAsync("/some/where");

        assertThat(open("?topic=audit", "").answer().statusCode()).isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?topic=weather", "?issue=acme", "?other=1", "?topic=run-0"})
    void whatIsNotUnderstoodIsRefused(String query) throws Exception {
        assertThat(open(query, "").answer().statusCode()).isEqualTo(400);
    }

    @Test
    void pagesAreCompressedOnlyWhereThisSiteAsksForThem() throws Exception {
        for (String site : List.of("same-origin", "none")) {
            assertThat(encoding("/", "Sec-Fetch-Site", site)).as(site).isEqualTo("gzip");
        }
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(encoding("/", "Sec-Fetch-Site", site)).as(site).isEmpty();
        }
        assertThat(encoding("/", "X-Other", "x")).isEmpty();
        assertThat(encoding("/assets/colony.css", "X-Other", "x")).isEqualTo("gzip");
    }

    private String encoding(String path, String header, String value) throws Exception {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(sample.address(path))
                        .header("Accept-Encoding", "br, gzip")
                        .header("Sec-Fetch-Mode", "navigate")
                        .header(header, value)
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Vary"))
                .hasValueSatisfying(vary -> assertThat(vary).contains("Accept-Encoding", "Cookie", "Accept-Language"));
        return answer.headers().firstValue("Content-Encoding").orElse("");
    }

    private Reader open(String query, String last) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(sample.address("/events" + query));
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
        return new Reader(answer, new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    private void change() throws Exception {
        try (Connection connection = sample.database().connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into audit_log (tenant_id, at, actor, action, subject, detail)"
                    + " values (1, now(), 'operator:ada', 'x', 'acme/shop#2', '{}')");
        }
    }
}
