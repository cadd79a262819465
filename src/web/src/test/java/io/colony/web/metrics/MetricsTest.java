package io.colony.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.status.MetricsSnapshot;
import io.colony.engine.status.Readiness;
import io.colony.engine.status.StoreUnavailableException;
import io.colony.engine.status.StoreVitals;
import io.colony.web.act.ActRoutes;
import io.colony.web.exchange.AddressPattern;
import io.colony.web.exchange.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {
    @Test
    void labelsAreEscaped() {
        String hostile = "a\"b\\c\nd";
        ScrapedText text = scrape(SampleSnapshot.with(hostile));

        assertThat(text.sum("colony_tasks", "executor", hostile)).isEqualTo(4);
        assertThat(text.sum("colony_tasks_oldest_due_seconds", "executor", hostile))
                .isEqualTo(1.5);
    }

    @Test
    void durationsAreAHistogramWhoseBucketsAdd() {
        Map<ScrapedText.Series, Double> buckets = Objects.requireNonNull(
                        scrape(SampleSnapshot.with("develop")).families().get("colony_delivery_seconds"))
                .series();

        assertThat(buckets)
                .containsEntry(bucket("900.0"), 1.0)
                .containsEntry(bucket("3600.0"), 3.0)
                .containsEntry(bucket("+Inf"), 4.0);
    }

    @Test
    void pagesThatWaitForChangesAreCounted() {
        assertThat(scrape(SampleSnapshot.with("develop")).value("colony_event_streams"))
                .isEqualTo(7);
    }

    private static ScrapedText.Series bucket(String bound) {
        return new ScrapedText.Series("colony_delivery_seconds_bucket", Map.of("le", bound));
    }

    private static ScrapedText scrape(MetricsSnapshot snapshot) {
        LatestSnapshot latest = new LatestSnapshot(() -> snapshot, () -> 0, Duration.ofSeconds(30));
        try (Metrics metrics = new Metrics(latest, Optional.empty(), List.of(), () -> 7)) {
            return ScrapedText.of(new String(metrics.scrape().body(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', /",
        "/, /",
        "/board, /board",
        "/issues/acme/shop/2, /issues/{owner}/{name}/{number}",
        "/issues/acme/shop/2/runs/9, /issues/{owner}/{name}/{number}/runs/{run}",
        "/issues/acme/shop/x, other",
        "/api/v1/overview, /api/v1/overview",
        "/api/v1/issues/acme/shop/2/actions/retry, /api/v1/issues/{owner}/{name}/{number}/actions/{action}",
        "/dispatch/actions/stop, /dispatch/actions/stop",
        "/dead-letters/17/actions/replay, /dead-letters/{letter}/actions/replay",
        "/assets/colony.css, /assets/{file}",
        "/assets/a/b, other",
        "/nowhere, other",
        "/health/live, /health/live"
    })
    void addressesCountByTheirForm(String path, String route) {
        List<AddressPattern> api = Stream.concat(
                        Stream.of(AddressPattern.of("api/v1/overview")), ActRoutes.addresses().stream())
                .toList();

        assertThat(new RouteTemplates(api).of(path)).isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({"143, 1, 200, true, true, 0", "143, 0, 200, true, false, 0", "144, 1, 503, false, true, 1"})
    void readyIsWhatFitsTheStoresSchema(
            String schema, long workers, int status, boolean fits, boolean worker, int missing) {
        Answer answer = ReadyAnswer.of(vitals(new Readiness(schema, "143", workers)));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("\"schema_fits\":" + fits, "\"worker_live\":" + worker)
                .matches(text -> text.contains("\"missing\":[]") == (missing == 0), "tells what is missing")
                .doesNotContain("143", "144");
    }

    @Test
    void notReadyWithoutTheStore() {
        Answer answer = ReadyAnswer.of(new StoreVitals() {
            @Override
            public MetricsSnapshot snapshot() {
                throw new AssertionError("was not asked for");
            }

            @Override
            public Readiness readiness() {
                throw new StoreUnavailableException("secret words", new IllegalStateException("away"));
            }
        });

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Retry-After", "5");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("\"store_answers\":false", "Check that Postgres runs")
                .doesNotContain("secret words");
    }

    private static StoreVitals vitals(Readiness readiness) {
        return new StoreVitals() {
            @Override
            public MetricsSnapshot snapshot() {
                throw new AssertionError("was not asked for");
            }

            @Override
            public Readiness readiness() {
                return readiness;
            }
        };
    }
}
