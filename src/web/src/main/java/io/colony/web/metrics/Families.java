package io.colony.web.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** Families of metrics from values that are there already. */
@SuppressWarnings("LongDoubleConversion") // Prometheus has doubles alone.
final class Families {
    private Families() {}

    /** A value under its labels. */
    record Series(Labels labels, double value) {
        static Series of(double value, String... labels) {
            return new Series(Labels.of(labels), value);
        }
    }

    static MetricSnapshot gauge(String name, String help, double value) {
        return gauge(name, help, List.of(Series.of(value)));
    }

    static MetricSnapshot gauge(String name, String help, List<Series> series) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        series.forEach(each -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(each.labels())
                .value(each.value())
                .build()));
        return family.build();
    }

    /** @param name without its {@code _total} */
    static MetricSnapshot counter(String name, String help, List<Series> series) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        series.forEach(each -> family.dataPoint(CounterDataPointSnapshot.builder()
                .labels(each.labels())
                .value(each.value())
                .build()));
        return family.build();
    }

    static double one(boolean is) {
        return is ? 1 : 0;
    }
}
