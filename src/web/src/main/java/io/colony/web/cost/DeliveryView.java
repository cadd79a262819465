package io.colony.web.cost;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.DeliveryCounts;
import io.colony.engine.status.DeliveryFigures;
import io.colony.engine.status.DurationHistogram;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What was delivered: how much, how fast, and at which go. */
final class DeliveryView {
    private final DeliveryFigures figures;
    private final Show show;
    private final String csv;

    DeliveryView(DeliveryFigures figures, Show show, String csv) {
        this.figures = figures;
        this.show = show;
        this.csv = csv;
    }

    Html render() {
        return figures.days().isEmpty()
                ? tag(
                        "section",
                        id("throughput"),
                        tag("h2", show.say("Throughput")),
                        tag("p", cls("empty"), show.say("Nothing was filed or ended in these days.")))
                : Html.all(throughput(), durations(), rework());
    }

    private Html throughput() {
        Html table = show.table(
                "Throughput",
                List.of("Day", "#Filed", "#Merged", "#Cancelled"),
                days().entrySet(),
                this::day,
                Html.EMPTY);
        Html link = tag("p", cls("pager"), tag("a", href(csv), show.say("As CSV")));
        return new Chart("throughput", "bar", "1 2 3", false).of("Throughput", Html.all(table, link), show);
    }

    /** All repositories of a day together. */
    private Map<LocalDate, DeliveryCounts> days() {
        Map<LocalDate, DeliveryCounts> days = new TreeMap<>();
        figures.days().forEach(day -> days.merge(day.day(), day.counts(), DeliveryCounts::plus));
        return days;
    }

    private Html day(Map.Entry<LocalDate, DeliveryCounts> day) {
        DeliveryCounts counts = day.getValue();
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), day.getKey().toString()),
                number(counts.filed()),
                number(counts.merged()),
                number(counts.cancelled()));
    }

    private Html durations() {
        DurationHistogram histogram = figures.total().durations();
        List<Integer> buckets = used(histogram.counts());
        Html table = show.table(
                "From intake to merge",
                List.of("Took", "#Changes"),
                buckets,
                bucket -> tag(
                        "tr",
                        tag("th", attribute("scope", "row"), range(histogram, bucket)),
                        number(histogram.counts().get(bucket))),
                show.say("Nothing was merged in these days."));
        return buckets.isEmpty()
                ? Html.EMPTY
                : new Chart("durations", "bar", "1", false)
                        .of("From intake to merge", Html.all(percentiles(histogram), table), show);
    }

    /** From the first bucket that holds something to the last. */
    private static List<Integer> used(List<Long> counts) {
        List<Integer> holding = IntStream.range(0, counts.size())
                .filter(bucket -> counts.get(bucket) > 0)
                .boxed()
                .toList();
        return holding.isEmpty()
                ? List.of()
                : IntStream.rangeClosed(holding.getFirst(), holding.getLast())
                        .boxed()
                        .toList();
    }

    private String range(DurationHistogram histogram, int bucket) {
        List<Duration> bounds = histogram.bounds();
        String from = bucket == 0 ? "0" : Show.duration(bounds.get(bucket - 1));
        return bucket < bounds.size()
                ? from + " – " + Show.duration(bounds.get(bucket))
                : show.words().say("longer than {0}", from);
    }

    private Html percentiles(DurationHistogram histogram) {
        return tag("p", cls("note"), percentile(histogram, 50), " ", percentile(histogram, 90));
    }

    private Html percentile(DurationHistogram histogram, int percent) {
        return histogram
                .percentile(percent)
                .flatMap(DurationHistogram.Bucket::to)
                .map(bound -> show.say("{0} % took less than {1}.", Integer.toString(percent), Show.duration(bound)))
                .orElse(Html.EMPTY);
    }

    private Html rework() {
        List<Long> rework = figures.total().rework();
        List<Integer> rounds = IntStream.range(0, rework.size()).boxed().toList();
        Html rate = figures.total()
                .firstPassRate()
                .map(share -> tag(
                        "p", cls("note"), show.say("{0} % at the first go.", Long.toString(Math.round(share * 100)))))
                .orElse(Html.EMPTY);
        Html table = show.table(
                "Rounds of rework",
                List.of("Rounds", "#Changes"),
                rounds,
                round -> tag(
                        "tr",
                        tag("th", attribute("scope", "row"), round + (round == rework.size() - 1 ? "+" : "")),
                        number(rework.get(round))),
                Html.EMPTY);
        return figures.total().merged() == 0
                ? Html.EMPTY
                : new Chart("rework", "bar", "1", false).of("Rounds of rework", Html.all(rate, table), show);
    }

    private Html number(long value) {
        return tag(
                "td",
                cls("num"),
                attribute("data-sort", Long.toString(value)),
                show.words().number(value));
    }
}
