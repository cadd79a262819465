package io.colony.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.status.Overview;
import io.colony.engine.status.QueueFigures;
import io.colony.engine.status.QueueStatus;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.StoreVitals;
import io.colony.testkit.SampleStore;
import io.colony.testkit.SettableClock;
import io.colony.testkit.TestDatabase;
import io.colony.web.SampleServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("LongDoubleConversion") // Prometheus has doubles alone.
class MetricsIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static SampleServer sample;

    @BeforeAll
    static void start() throws Exception {
        sample = SampleServer.filled("");
        // The first scrape counts as a request in the second.
        get("/prometheus");
    }

    @AfterAll
    static void stop() throws Exception {
        sample.close();
    }

    @Test
    void answersInPrometheusTextFormat() throws Exception {
        HttpResponse<String> answer = get("/prometheus");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
                .isEqualToIgnoringCase("text/plain;version=0.0.4;charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(ScrapedText.of(answer.body()).value("colony_store_up")).isEqualTo(1);
    }

    @Test
    void allThatIsThereIsDocumentedAndAllThatIsDocumentedIsThere() throws Exception {
        Map<String, MetricsDocument.Entry> scraped =
                ScrapedText.of(get("/prometheus").body()).families().values().stream()
                        .collect(Collectors.toMap(
                                ScrapedText.Family::name,
                                family -> new MetricsDocument.Entry(family.type(), family.labels())));

        assertThat(MetricsDocument.entries()).containsExactlyInAnyOrderEntriesOf(scraped);
    }

    @Test
    void aThousandAddressesMakeNoMoreSeriesThanOneOfEachForm() throws Exception {
        List<Function<String, String>> forms = List.of(
                word -> "/" + word,
                word -> "/" + word + "/" + word,
                word -> "/issues/" + word + "/x/1",
                word -> "/issues/acme/" + word + "/7/runs/3",
                word -> "/assets/" + word + ".js",
                word -> "/?text=" + word,
                word -> "/webhooks/" + word,
                word -> "/api/v1/issues/" + word + "/x/1/why",
                word -> "/api/v2/" + word,
                word -> "/health/" + word);
        for (Function<String, String> form : forms) {
            get(form.apply("first"));
        }
        Set<ScrapedText.Series> before = series();

        for (int i = 0; i < 1_000; i++) {
            get(forms.get(i % forms.size()).apply("w" + i));
        }

        assertThat(series()).isEqualTo(before).hasSizeLessThan(1_000);
        assertThat(ScrapedText.of(get("/prometheus").body())
                        .sum("colony_http_requests_seconds_count", "route", "other"))
                .isGreaterThanOrEqualTo(300);
    }

    @Test
    void saysWhatThePagesSay() throws Exception {
        try (TestDatabase store = TestDatabase.create()) {
            SampleStore.fill(store);
            SettableClock clock = new SettableClock(SampleStore.NOW);
            Overview overview = StatusQueries.postgres(store.database(), clock).overview();
            QueueFigures queue = QueueStatus.postgres(store.database(), clock).figures();
            ScrapedText text = scrape(StoreVitals.postgres(store.database(), clock));

            assertThat(text.sum("colony_issues", "group", "in_flight")).isEqualTo(overview.inFlight());
            assertThat(text.sum("colony_issues", "group", "done")).isEqualTo(overview.done());
            assertThat(text.sum("colony_tasks", "state", "running")).isEqualTo(overview.tasksRunning());
            assertThat(text.sum("colony_tasks", "state", "due") + text.sum("colony_tasks", "state", "held"))
                    .isEqualTo(overview.queueDepth());
            assertThat(text.value("colony_workers_live")).isEqualTo(overview.workersLive());
            assertThat(text.value("colony_workers_busy"))
                    .isEqualTo(queue.workers().stream()
                            .filter(worker ->
                                    worker.live() && !worker.busyWith().isEmpty())
                            .count());
            assertThat(text.value("colony_dead_letters")).isEqualTo(overview.deadLetters());
            assertThat(text.sum("colony_cost_usd", "period", "day"))
                    .isEqualTo(overview.costToday().amount().doubleValue());
            assertThat(text.value("colony_cost_reserved_usd"))
                    .isEqualTo(overview.reservedToday().amount().doubleValue());
            assertThat(text.sum("colony_backlog", "stream", "outbox"))
                    .isEqualTo(queue.outbox().waiting());
        }
    }

    @Test
    void goesOnWithoutTheStoreAndHasItsFiguresAgainWhenItIsBack() throws Exception {
        try (TestDatabase store = TestDatabase.create()) {
            AtomicLong nanos = new AtomicLong();
            StoreVitals vitals = StoreVitals.postgres(store.database(), new SettableClock(SampleStore.NOW));
            LatestSnapshot latest = new LatestSnapshot(vitals::snapshot, nanos::get, Duration.ofSeconds(60));
            try (Metrics metrics = new Metrics(latest, Optional.empty(), List.of(), () -> 7)) {
                assertThat(scrape(metrics).value("colony_store_up")).isEqualTo(1);

                store.allowConnections(false);
                nanos.addAndGet(Duration.ofSeconds(6).toNanos());
                ScrapedText without = scrape(metrics);
                assertThat(without.value("colony_store_up")).isZero();
                assertThat(without.families())
                        .containsKey("jvm_memory_used_bytes")
                        .doesNotContainKey("colony_issues");

                store.allowConnections(true);
                // Connections that were used just now are taken for alive: each reading finds out about one of them.
                ScrapedText back = without;
                for (int reading = 0; reading < 20 && back.value("colony_store_up") == 0; reading++) {
                    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
                    back = scrape(metrics);
                }
                assertThat(back.value("colony_store_up")).isEqualTo(1);
                assertThat(back.families()).containsKey("colony_issues");
            }
        }
    }

    @Test
    void countsWhatWasDeliveredOnDaysThatAreOverAndToday() throws Exception {
        try (TestDatabase store = TestDatabase.create()) {
            SampleStore.fill(store);
            try (var connection = store.connect();
                    var statement = connection.createStatement()) {
                statement.execute("delete from delivery_rollups; insert into delivery_rollups"
                        + " (tenant_id, day, repository_id, filed, merged) select t.id, d.day::date, 1, d.filed, 1"
                        + " from tenants t, (values ('2025-06-01', 5), ('2026-01-04', 20), ('2026-01-05', 300))"
                        + " d (day, filed) limit 3");
            }
            StoreVitals vitals = StoreVitals.postgres(store.database(), new SettableClock(SampleStore.NOW));

            assertThat(vitals.snapshot().delivered().filed()).isEqualTo(325);
            assertThat(vitals.snapshot().delivered().filed()).isEqualTo(325);
            assertThat(vitals.snapshot().delivered().merged()).isEqualTo(3);
        }
    }

    @Test
    void readyTellsWhatIsThere() throws Exception {
        HttpResponse<String> answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"ready\",\"store_answers\":true,\"schema_fits\":true,\"worker_live\":true,"
                        + "\"missing\":[]}");
    }

    private static ScrapedText scrape(StoreVitals vitals) {
        LatestSnapshot latest = new LatestSnapshot(vitals::snapshot, () -> 0, Duration.ofSeconds(60));
        try (Metrics metrics = new Metrics(latest, Optional.empty(), List.of(), () -> 7)) {
            return scrape(metrics);
        }
    }

    private static ScrapedText scrape(Metrics metrics) {
        return ScrapedText.of(new String(metrics.scrape().body(), StandardCharsets.UTF_8));
    }

    private static Set<ScrapedText.Series> series() throws Exception {
        return new HashSet<>(ScrapedText.of(get("/prometheus").body()).series());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(sample.address(path)).build(), BodyHandlers.ofString());
    }
}
