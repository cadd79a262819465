package io.colony.web.metrics;

import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.status.StoreVitals;
import io.colony.web.exchange.AddressPattern;
import io.colony.web.exchange.Answer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Measures requests and answers {@code /prometheus}: the installation's figures from the store and this program's own. Its
 * labels have few values, whatever anybody asks for: none is an issue, a repository, a person or an address. Safe for use by
 * many threads.
 */
@SuppressWarnings("LongDoubleConversion") // Prometheus has doubles alone.
public final class Metrics implements AutoCloseable {
    /** Where they are. */
    public static final String PATH = "/prometheus";

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final PrometheusMeterRegistry registry;
    private final RouteTemplates routes;
    /** As few as the labels' values. */
    private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();

    private record Answered(String route, String status) {}

    /**
     * @param api the forms of the API's addresses
     * @param streams how many pages wait for changes
     */
    public Metrics(
            StoreVitals vitals, Optional<WebhookEntrance> webhooks, List<AddressPattern> api, IntSupplier streams) {
        this(new LatestSnapshot(vitals::snapshot, System::nanoTime, PATIENCE), webhooks, api, streams);
    }

    Metrics(LatestSnapshot latest, Optional<WebhookEntrance> webhooks, List<AddressPattern> api, IntSupplier streams) {
        PrometheusRegistry families = new PrometheusRegistry();
        families.register(new StoreMetrics(latest::get));
        families.register(new WebhookMetrics(webhooks));
        this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, families, Clock.SYSTEM);
        this.routes = new RouteTemplates(api);
        Gauge.builder("colony.event.streams", streams::getAsInt)
                .description("Pages that wait for changes; one that is closed counts until it is written to.")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        ManagementFactory.getGarbageCollectorMXBeans().forEach(this::collections);
    }

    private void collections(GarbageCollectorMXBean collector) {
        FunctionTimer.builder(
                        "jvm.gc.collection",
                        collector,
                        GarbageCollectorMXBean::getCollectionCount,
                        GarbageCollectorMXBean::getCollectionTime,
                        TimeUnit.MILLISECONDS)
                .tag("gc", collector.getName())
                .description("Time spent by a garbage collector.")
                .register(registry);
    }

    /**
     * Counts a request that was answered.
     *
     * @param path from the mount point on
     */
    public void answered(String path, int status, long nanos) {
        requests.computeIfAbsent(new Answered(routes.of(path), status / 100 + "xx"), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Answered kind) {
        return Timer.builder("colony.http.requests")
                .description("Requests to this program, and how long their answers took.")
                .tag("route", kind.route())
                .tag("status", kind.status())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** All metrics in Prometheus' text format. */
    public Answer scrape() {
        return Answer.text(200, registry.scrape(TYPE)).as(TYPE);
    }

    @Override
    public void close() {
        registry.close();
    }
}
