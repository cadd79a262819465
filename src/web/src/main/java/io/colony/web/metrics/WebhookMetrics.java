package io.colony.web.metrics;

import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.intake.webhook.WebhookResult;
import io.colony.web.metrics.Families.Series;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came of webhooks at this program's entrance; without an entrance, nothing did. */
@SuppressWarnings("LongDoubleConversion") // Prometheus has doubles alone.
final class WebhookMetrics implements Collector {
    private final Optional<WebhookEntrance> entrance;

    WebhookMetrics(Optional<WebhookEntrance> entrance) {
        this.entrance = entrance;
    }

    @Override
    public MetricSnapshot collect() {
        Map<WebhookResult, Long> counts = entrance.map(WebhookEntrance::counts).orElse(Map.of());
        return Families.counter(
                "colony_webhook_requests",
                "Webhooks that came to this program, by what became of them.",
                Arrays.stream(WebhookResult.values())
                        .map(result -> Series.of(
                                counts.getOrDefault(result, 0L),
                                "result",
                                result.name().toLowerCase(Locale.ROOT)))
                        .toList());
    }
}
