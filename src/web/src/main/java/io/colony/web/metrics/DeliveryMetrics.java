package io.colony.web.metrics;

import static io.colony.web.metrics.Families.counter;

import io.colony.engine.status.DeliveryCounts;
import io.colony.engine.status.DurationHistogram;
import io.colony.web.metrics.Families.Series;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.stream.IntStream;

/** What was delivered since the store began. */
@SuppressWarnings("LongDoubleConversion") // Prometheus has doubles alone.
final class DeliveryMetrics {
    private DeliveryMetrics() {}

    static void add(DeliveryCounts delivered, List<MetricSnapshot> families) {
        families.add(counter("colony_issues_filed", "Issues filed.", List.of(Series.of(delivered.filed()))));
        families.add(counter(
                "colony_issues_reopened",
                "Issues reopened after their end.",
                List.of(Series.of(delivered.reopened()))));
        families.add(counter(
                "colony_issues_ended",
                "Ends of issues: merged, cancelled, or done otherwise (epics whose parts are done).",
                List.of(
                        Series.of(delivered.merged(), "outcome", "merged"),
                        Series.of(delivered.cancelled(), "outcome", "cancelled"),
                        Series.of(delivered.endedOtherwise(), "outcome", "otherwise"))));
        families.add(counter(
                "colony_issues_first_pass",
                "Issues merged without rework and without a second implementation.",
                List.of(Series.of(delivered.firstPass()))));
        families.add(counter(
                "colony_issues_merged_after_rework",
                "Issues merged, by how many rounds of rework the change took.",
                IntStream.range(0, delivered.rework().size())
                        .mapToObj(rounds -> Series.of(
                                delivered.rework().get(rounds),
                                "rounds",
                                rounds + (rounds == delivered.rework().size() - 1 ? "+" : "")))
                        .toList()));
        families.add(durations(delivered.durations()));
    }

    /** The store counts and does not add, so that there is no sum. */
    private static MetricSnapshot durations(DurationHistogram histogram) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int bucket = 0; bucket < histogram.counts().size(); bucket++) {
            buckets.bucket(
                    bucket < histogram.bounds().size()
                            ? histogram.bounds().get(bucket).toSeconds()
                            : Double.POSITIVE_INFINITY,
                    histogram.counts().get(bucket));
        }
        return HistogramSnapshot.builder()
                .name("colony_delivery_seconds")
                .help("Time from when an issue was let in until it was merged.")
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .build())
                .build();
    }
}
