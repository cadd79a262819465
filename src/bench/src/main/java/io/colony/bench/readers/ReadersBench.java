package io.colony.bench.readers;

import io.colony.bench.Bench;
import io.colony.bench.browser.Report;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Goal.Metric;
import io.colony.bench.harness.Latencies;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.bench.readers.Demonstration.Filed;
import io.colony.bench.readers.Demonstration.Worked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What it costs the work that people watch: {@code colony up} works on the demo's issues, without readers and with so many
 * of them, each of whom has a page open that is kept up to date.
 */
public final class ReadersBench implements Benchmark {
    /** As {@code --only} names it. */
    public static final String NAME = "readers";

    private static final String WITHOUT = "no-readers";
    private static final String WITH = "readers";
    private static final double MOST_SLOWED = 0.9;
    private static final double ON_SCREEN_MS = 1_000;

    /** What goes on as a page is opened is no part of the work. */
    private static final Duration CALM = Duration.ofSeconds(1);

    private final int readers;
    private final int issues;
    private final Stage stage;
    private int marks = 1;

    public ReadersBench(Bench bench) {
        this.readers = bench.scale().readers();
        this.issues = bench.scale().issues();
        this.stage = new Stage(bench.databases());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void prepare() {
        stage.set();
    }

    @Override
    public boolean rehearsed() {
        return true;
    }

    @Override
    public List<Contender> contenders() {
        return List.of(
                new Contender(WITHOUT, Role.LIMIT, Map.of("issues", issues), timing -> read(false)),
                new Contender(WITH, Role.OURS, Map.of("issues", issues, "readers", readers), timing -> read(true)));
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atLeast("issues a second, with readers / without", WITH, WITHOUT, MOST_SLOWED)
                        .gatedAt(0.5),
                Goal.atMost("p99 ms, a change to the page that shows it", Metric.P99, WITH, ON_SCREEN_MS)
                        .gatedAt(20 * ON_SCREEN_MS));
    }

    private Measured read(boolean watched) {
        Filed filed = stage.demonstration().file(issues);
        Map<String, Integer> pages = Audience.of(readers, filed);
        String asked = Audience.page(filed.asked());
        if (watched) {
            new Stillness(stage.address()).awaitNobody();
            stage.crowd().open(pages, asked);
        }
        Latencies.pause(CALM);
        stage.crowd().clear();
        Spent before = stage.spent();
        int first = marks;
        List<Marks> begun = new ArrayList<>();
        Worked worked = stage.demonstration()
                .work(filed, () -> begun.add(Marks.begin(stage.operations(), filed.asked(), first)));
        Spent spent = stage.spent().since(before);
        Report.Counts counts = stage.crowd().report().counts();
        Map<Integer, Long> made = begun.getFirst().end();
        marks += made.size();
        double seconds = worked.time().toNanos() / 1e9;
        Map<String, Double> details = new TreeMap<>(spent.perIssue(issues));
        details.put("cores", spent.cores(seconds));
        details.put("marks_made", (double) made.size());
        List<String> violations = new ArrayList<>(worked.violations());
        OptionalDouble p50 = OptionalDouble.empty();
        OptionalDouble p99 = OptionalDouble.empty();
        if (watched) {
            Map<String, Stillness.Page> fresh = new Stillness(stage.address()).await(pages.keySet());
            Report last = stage.crowd().report();
            stage.crowd().leave();
            Freshness freshness = Freshness.of(made, last.sightings());
            details.putAll(freshness.details());
            details.putAll(rates(counts, seconds));
            violations.addAll(freshness.violations());
            violations.addAll(last.problems());
            if (counts.pages() == 0) {
                violations.add("no reader was sent a page while work went on");
            }
            violations.addAll(wrong(last, fresh, filed));
            p50 = freshness.page(50);
            p99 = freshness.page(99);
        }
        return new Measured(issues / seconds, "issues/s", p50, p99, violations).detailed(details);
    }

    private static Map<String, Double> rates(Report.Counts counts, double seconds) {
        return Map.of(
                "signals_per_s", counts.signals() / seconds,
                "pages_per_s", counts.pages() / seconds,
                "unchanged_per_s", counts.unchanged() / seconds,
                "kb_per_s", counts.bytes() / seconds / 1_000);
    }

    /** Readers who do not see what there is, and pages that do not say what the store says. */
    private List<String> wrong(Report last, Map<String, Stillness.Page> fresh, Filed filed) {
        Map<String, String> tags = new LinkedHashMap<>();
        fresh.forEach((path, page) -> tags.put(path, LastViews.plain(page.tag())));
        List<String> wrong = new ArrayList<>(LastViews.violations(last.views(), tags));
        if (last.ready() != readers) {
            wrong.add("only " + last.ready() + " of " + readers + " readers still heard of changes in the end");
        }
        stage.demonstration().views(filed).forEach((key, issue) -> {
            Stillness.Page page = fresh.get(Audience.page(key));
            boolean shown = page != null && issue.mergeCommit().stream().allMatch(page.text()::contains);
            if (!shown) {
                wrong.add("the page of " + key + " does not show " + issue.mergeCommit());
            }
        });
        return wrong;
    }

    @Override
    public void close() {
        stage.close();
    }
}
