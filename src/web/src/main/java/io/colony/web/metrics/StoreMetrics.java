package io.colony.web.metrics;

import static io.colony.web.metrics.Families.counter;
import static io.colony.web.metrics.Families.gauge;

import io.colony.engine.status.MetricsSnapshot;
import io.colony.engine.status.StateGroup;
import io.colony.web.metrics.Families.Series;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The installation's metrics, as the store has them when they are asked for; without a store, that there is none. */
@SuppressWarnings("LongDoubleConversion") // Prometheus has doubles alone.
final class StoreMetrics implements MultiCollector {
    private final Supplier<Optional<MetricsSnapshot>> latest;

    StoreMetrics(Supplier<Optional<MetricsSnapshot>> latest) {
        this.latest = latest;
    }

    @Override
    public MetricSnapshots collect() {
        Optional<MetricsSnapshot> snapshot = latest.get();
        List<MetricSnapshot> families = new ArrayList<>();
        families.add(gauge("colony_store_up", "Whether the store answers.", Families.one(snapshot.isPresent())));
        snapshot.ifPresent(now -> {
            work(now, families);
            health(now, families);
            money(now, families);
            backlogs(now, families);
            DeliveryMetrics.add(now.delivered(), families);
        });
        return new MetricSnapshots(families);
    }

    private static void work(MetricsSnapshot now, List<MetricSnapshot> families) {
        families.add(gauge(
                "colony_issues",
                "Issues by state.",
                now.issues().stream()
                        .map(count -> Series.of(
                                count.issues(),
                                "state",
                                count.state().slug(),
                                "group",
                                StateGroup.of(count.state()).name().toLowerCase(Locale.ROOT)))
                        .toList()));
        families.add(gauge(
                "colony_tasks",
                "Open tasks by executor and by whether they may be claimed, wait for a time or are held by a worker.",
                now.lanes().stream()
                        .flatMap(lane -> Stream.of(
                                Series.of(lane.due(), "executor", lane.executor(), "state", "due"),
                                Series.of(lane.held(), "executor", lane.executor(), "state", "held"),
                                Series.of(lane.running(), "executor", lane.executor(), "state", "running")))
                        .toList()));
        families.add(gauge(
                "colony_tasks_oldest_due_seconds",
                "For how long the first due task could have been claimed; 0 where none is due.",
                now.lanes().stream()
                        .map(lane -> Series.of(seconds(lane.oldestDue()), "executor", lane.executor()))
                        .toList()));
    }

    private static void health(MetricsSnapshot now, List<MetricSnapshot> families) {
        families.add(gauge(
                "colony_workers_live",
                "Workers that reported within the last minute and have not stopped.",
                now.workers().live()));
        families.add(gauge(
                "colony_workers_busy",
                "Live workers that hold a task.",
                now.workers().busy()));
        families.add(gauge(
                "colony_dead_letters",
                "Tasks that were given up and whose issue has no newer one.",
                now.deadLetters()));
        families.add(gauge(
                "colony_breakers_open",
                "Open breakers by what they hold up.",
                now.openBreakers().entrySet().stream()
                        .map(open -> Series.of(open.getValue(), "scope", open.getKey()))
                        .toList()));
        families.add(gauge(
                "colony_findings_open",
                "What the Sentinel sees at present, by who sees to it.",
                List.of(
                        Series.of(now.findings().forPeople(), "for", "people"),
                        Series.of(now.findings().others(), "for", "sentinel"))));
        families.add(gauge(
                "colony_dispatch_stopped",
                "Whether the kill switch is on: nothing is claimed.",
                Families.one(now.dispatchStopped())));
        families.add(
                gauge("colony_sentinel_led", "Whether a program leads the Sentinel.", Families.one(now.sentinelLed())));
    }

    private static void money(MetricsSnapshot now, List<MetricSnapshot> families) {
        MetricsSnapshot.Money money = now.money();
        families.add(gauge(
                "colony_cost_usd",
                "Spent in the present UTC day and month; a correction may lower it.",
                List.of(
                        Series.of(money.today().amount().doubleValue(), "period", "day"),
                        Series.of(money.month().amount().doubleValue(), "period", "month"))));
        families.add(gauge(
                "colony_cost_reserved_usd",
                "What runs under way may still spend of today's ceilings.",
                money.reserved().amount().doubleValue()));
        families.add(
                gauge("colony_issues_waiting_for_money", "Issues that a ceiling holds up.", now.waitingForMoney()));
        families.add(counter(
                "colony_cost_events", "Cost events booked, corrections included.", List.of(Series.of(money.events()))));
    }

    private static void backlogs(MetricsSnapshot now, List<MetricSnapshot> families) {
        Map<String, MetricsSnapshot.Stream> streams =
                Map.of("outbox", now.outbox(), "webhooks", now.webhooks(), "notices", now.notices());
        families.add(gauge(
                "colony_backlog",
                "What is still to be told to code hosts (outbox), taken from them (webhooks) and told to people (notices).",
                series(streams, MetricsSnapshot.Stream::waiting)));
        families.add(gauge(
                "colony_backlog_oldest_seconds",
                "For how long the first of a backlog waits; 0 where none does.",
                series(streams, stream -> seconds(stream.oldest()))));
        families.add(gauge(
                "colony_backlog_given_up",
                "What was tried often enough and is put aside.",
                series(streams, MetricsSnapshot.Stream::givenUp)));
    }

    private static List<Series> series(
            Map<String, MetricsSnapshot.Stream> streams, Function<MetricsSnapshot.Stream, Number> value) {
        return streams.entrySet().stream()
                .map(stream -> Series.of(value.apply(stream.getValue()).doubleValue(), "stream", stream.getKey()))
                .toList();
    }

    private static double seconds(Optional<Duration> duration) {
        return duration.map(Duration::toMillis).orElse(0L) / 1000.0;
    }
}
