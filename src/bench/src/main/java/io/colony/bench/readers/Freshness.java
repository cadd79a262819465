package io.colony.bench.readers;

import io.colony.bench.browser.Report.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** How long changes took to their readers. Pure. */
final class Freshness {
    private static final double MICROS_PER_MS = 1_000;

    private final Histogram signals = new Histogram(3);
    private final Histogram pages = new Histogram(3);
    private final List<String> missed = new ArrayList<>();

    private Freshness() {
        signals.setAutoResize(true);
        pages.setAutoResize(true);
    }

    /**
     * Each mark has come to each reader when its page shows it, or a later one in its stead; its signal is the first one
     * after it was made.
     *
     * @param made when each mark was begun, in microseconds: what a command takes is counted as well
     */
    static Freshness of(Map<Integer, Long> made, List<Sighting> readers) {
        Freshness freshness = new Freshness();
        for (Sighting reader : readers) {
            made.forEach((mark, at) -> freshness.take(mark, at, reader));
        }
        return freshness;
    }

    private void take(int mark, long at, Sighting reader) {
        Long shown = reader.shown().get(mark);
        if (shown == null) {
            missed.add("mark-" + mark);
            return;
        }
        pages.recordValue(Math.max(0, shown - at));
        OptionalLong signal = reader.signals().stream()
                .mapToLong(Long::longValue)
                .filter(each -> each >= at)
                .min();
        // A page that was just being asked for may have it before its signal comes.
        signals.recordValue(Math.max(0, Math.min(signal.orElse(shown), shown) - at));
    }

    /** From the change to the page that shows it: the percentile in milliseconds; empty where there was no change. */
    OptionalDouble page(double percentile) {
        return percentile(pages, percentile);
    }

    private static OptionalDouble percentile(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(histogram.getValueAtPercentile(percentile) / MICROS_PER_MS);
    }

    /** From the change to its signal. */
    Map<String, Double> details() {
        Map<String, Double> details = new TreeMap<>();
        percentile(signals, 50).ifPresent(value -> details.put("signal_p50_ms", value));
        percentile(signals, 99).ifPresent(value -> details.put("signal_p99_ms", value));
        details.put("changes_followed", (double) signals.getTotalCount());
        return details;
    }

    /** Changes that a reader was never shown, in words. */
    List<String> violations() {
        return missed.isEmpty()
                ? List.of()
                : List.of(missed.size() + " times a reader was never shown a change: "
                        + String.join(", ", missed.stream().distinct().limit(5).toList()));
    }
}
