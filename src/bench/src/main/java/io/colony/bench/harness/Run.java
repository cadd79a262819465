package io.colony.bench.harness;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the readings of benchmarks in rounds, writes each as it comes, and judges the goals. Used by one thread. */
public final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Machine machine;
    private final Timing timing;
    private final int rounds;
    private final GoalJudge judge;
    private final Consumer<String> lines;
    private final boolean thorough;
    private final Set<String> rehearsed = new HashSet<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<GoalResult> results = new ArrayList<>();

    /**
     * @param thorough whether benchmarks that want it are run once before, and limits are read again at a round's end
     * @param lines takes the output, line by line
     */
    public Run(Machine machine, Timing timing, int rounds, boolean thorough, GoalJudge judge, Consumer<String> lines) {
        this.machine = machine;
        this.timing = timing;
        this.rounds = rounds;
        this.thorough = thorough;
        this.judge = judge;
        this.lines = lines;
    }

    /** Prepares, measures and judges one benchmark, and drops what it made. */
    public void take(Benchmark benchmark) {
        try (benchmark) {
            LOG.info("{}: preparing", benchmark.name());
            benchmark.prepare();
            rehearse(benchmark);
            List<Round> taken = new ArrayList<>();
            for (int rep = 1; rep <= rounds; rep++) {
                taken.add(round(benchmark, rep));
            }
            for (Goal goal : benchmark.goals()) {
                GoalResult result = judge.judge(benchmark.name(), goal, taken);
                results.add(result);
                lines.accept(JsonLines.line(result));
                LOG.info("{}: {}: {}", benchmark.name(), goal.name(), describe(result));
            }
        }
    }

    /** Once for all that differ only in how they commit. */
    private void rehearse(Benchmark benchmark) {
        if (thorough && benchmark.rehearsed() && rehearsed.add(benchmark.name().replaceFirst("-.*", ""))) {
            for (Contender contender : benchmark.contenders()) {
                Measured seen = contender.measure().apply(timing);
                LOG.info("{}: rehearsed: {} {} {}", benchmark.name(), contender.name(), seen.value(), seen.unit());
            }
        }
    }

    private Round round(Benchmark benchmark, int rep) {
        List<Contender> all = benchmark.contenders();
        List<Reading> round = new ArrayList<>();
        Stream<Role> order = thorough
                ? Stream.of(Role.LIMIT, Role.PEER, Role.OURS, Role.LIMIT)
                : Stream.of(Role.LIMIT, Role.PEER, Role.OURS);
        order.flatMap(role -> all.stream().filter(contender -> contender.role() == role))
                .forEach(contender -> round.add(read(benchmark, contender, rep)));
        return new Round(round);
    }

    private Reading read(Benchmark benchmark, Contender contender, int rep) {
        Measured measured = contender.measure().apply(timing);
        Reading reading = new Reading(
                benchmark.name(),
                contender.name(),
                contender.role(),
                contender.params(),
                measured,
                rep,
                machine.fsyncMicros(),
                machine.load(),
                machine.commit());
        readings.add(reading);
        lines.accept(JsonLines.line(reading));
        LOG.info(
                "{}: round {}/{}: {} {} {}",
                benchmark.name(),
                rep,
                rounds,
                contender.name(),
                String.format(Locale.ROOT, "%,.2f", measured.value()),
                measured.unit());
        measured.violations().forEach(violation -> LOG.error("{}: WRONG: {}", benchmark.name(), violation));
        return reading;
    }

    private String describe(GoalResult result) {
        return String.format(
                Locale.ROOT,
                "%.4f (%.4f - %.4f), target %s %s: %s",
                result.median(),
                result.min(),
                result.max(),
                result.goal().sense().sign(),
                judge.threshold(result.goal()),
                result.verdict().words());
    }

    public List<GoalResult> results() {
        return List.copyOf(results);
    }

    /** The whole run as Markdown. */
    public String markdown() {
        return MarkdownTable.of(machine.describe(), results, readings);
    }

    /** Whether anything was lost, done twice or booked wrongly. */
    public boolean sound() {
        return readings.stream()
                .allMatch(reading -> reading.measured().violations().isEmpty());
    }

    /** Whether every goal that a short run gates keeps its wide threshold. */
    public boolean withinGates() {
        return results.stream()
                .filter(result -> result.goal().smokeTarget().isPresent())
                .allMatch(result -> result.verdict() == Verdict.PASS);
    }
}
