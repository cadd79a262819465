package io.colony.bench.soak;

import io.colony.bench.BenchException;
import io.colony.bench.harness.Latencies;
import io.colony.bench.postgres.PostgresServer;
import io.colony.bench.program.ChildProcess;
import io.colony.bench.program.ProgramUp;
import io.colony.engine.config.HostEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Two programs on one store and one work directory: one is killed again and again, the other one's curves are taken. Issues are
 * filed so that always as many are under way; people read; webhooks come. Then no more are filed, and all have to end.
 */
final class SoakRun {
    private static final String STORE = "soak";
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String ENDED = "state in ('done', 'cancelled')";

    private final SoakSettings settings;
    private final Consumer<Sample> watcher;
    private final HostEnvironment host = HostEnvironment.ofThisProcess();
    private final Set<Long> cancelled = new HashSet<>();
    private final List<Sample> samples = new ArrayList<>();
    private long filed;
    private int kills;

    /** @param watcher hears of each sample when it is taken */
    SoakRun(SoakSettings settings, Consumer<Sample> watcher) {
        this.settings = settings;
        this.watcher = watcher;
    }

    SoakReport run() {
        try (PostgresServer server = PostgresServer.start(Map.of())) {
            server.createDatabase(STORE);
            StoreFacts store = new StoreFacts(server, STORE);
            try (SoakHost github = new SoakHost(settings.directory(), server.url(STORE), server.user())) {
                command("repository", "add", SoakHost.SLUG);
                try (ProgramUp watched = up("watched", List.of());
                        Victim victim = new Victim()) {
                    github.hook();
                    try (PageReaders readers = new PageReaders(watched.address(), settings.readers())) {
                        work(github, store, watched, victim);
                        settle(github, store, watched);
                        return report(store, readers);
                    }
                }
            }
        }
    }

    private ProgramUp up(String name, List<String> more) {
        List<String> options = new ArrayList<>(List.of("--set", "workers.count=" + settings.workers() / 2));
        options.addAll(more);
        return ProgramUp.start(host, name, settings.directory(), options);
    }

    private void command(String... words) {
        try (ChildProcess command = ProgramUp.command(host, words[0], settings.directory(), List.of(words))) {
            if (command.exitCode() != 0) {
                throw new BenchException("'colony " + String.join(" ", words) + "' failed:\n" + command.log());
            }
        }
    }

    /** The program that is killed and started again. */
    private final class Victim implements AutoCloseable {
        private ProgramUp program = again();

        private ProgramUp again() {
            return up("victim-" + kills, List.of("--port", "0"));
        }

        void kill() {
            program.process().kill();
            kills++;
            program = again();
        }

        @Override
        public void close() {
            program.close();
        }
    }

    private void work(SoakHost github, StoreFacts store, ProgramUp watched, Victim victim) {
        long began = System.nanoTime();
        long nextSample = began;
        long nextKill = began + settings.killEvery().toNanos();
        while (System.nanoTime() - began < settings.length().toNanos()) {
            feed(github, store);
            if (System.nanoTime() >= nextSample) {
                take(store, watched, began);
                nextSample += settings.sampleEvery().toNanos();
            }
            if (System.nanoTime() >= nextKill) {
                victim.kill();
                nextKill = System.nanoTime() + settings.killEvery().toNanos();
            }
            watched.process().requireAlive();
            Latencies.pause(TICK);
        }
    }

    private void feed(SoakHost github, StoreFacts store) {
        cancelHopeless(github, store);
        long under = filed - store.number("select count(*) from issues where " + ENDED);
        for (long missing = settings.open() - under; missing > 0; missing--) {
            filed++;
            github.file(filed);
        }
    }

    /** What waits for a person is given up by one. */
    private void cancelHopeless(SoakHost github, StoreFacts store) {
        for (long number :
                store.numbers("select number from issues where state in ('failure-blocked', 'human-review-ready',"
                        + " 'needs-clarification')")) {
            if (cancelled.add(number)) {
                github.cancel(number);
            }
        }
    }

    private void settle(SoakHost github, StoreFacts store, ProgramUp watched) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (store.number("select count(*) from issues where " + ENDED) < filed) {
            cancelHopeless(github, store);
            watched.process().requireAlive();
            if (System.nanoTime() > until) {
                return; // the report says which have not
            }
            Latencies.pause(TICK);
        }
    }

    private void take(StoreFacts store, ProgramUp watched, long began) {
        Sample sample = new SampleReader(store, watched.process().process().toHandle(), host.javaHome(), work())
                .read((System.nanoTime() - began) / 60e9);
        samples.add(sample);
        watcher.accept(sample);
    }

    private Path work() {
        return settings.directory().resolve("work");
    }

    private SoakReport report(StoreFacts store, PageReaders readers) {
        List<Trend> trends = new ArrayList<>();
        for (Curve curve : Curve.values()) {
            trends.add(Trend.of(curve, samples));
        }
        return new SoakReport(
                samples,
                trends,
                TableGrowth.of(samples),
                store.counts("select state, count(*) from issues group by state order by state"),
                store.counts("select coalesce(end_kind, 'running'), count(*) from agent_runs group by 1 order by 1"),
                new SoakReport.Counts(filed, kills, readers.read(), readers.refused()),
                wrong(store));
    }

    /** What must not be, whatever the curves say. */
    private List<String> wrong(StoreFacts store) {
        List<String> wrong = new ArrayList<>();
        expectNone(store, wrong, "issues have not ended", "select count(*) from issues where not " + ENDED);
        expectNone(store, wrong, "tasks are open", "select count(*) from tasks where closed_at is null");
        expectNone(store, wrong, "runs have no end", "select count(*) from agent_runs where ended_at is null");
        expectNone(store, wrong, "reservations are open", "select count(*) from reservations where closed_at is null");
        expectNone(store, wrong, "changes were merged twice", """
                select count(*) from (select issue_id from forge_intents where kind = 'merge' and state = 'done'
                 group by issue_id having count(*) > 1) twice
                """);
        if (store.number("select count(*) from issues") != filed) {
            wrong.add(filed + " issues were filed, and the store knows " + store.number("select count(*) from issues"));
        }
        for (List<String> words : List.of(List.of("audit", "verify"), List.of("ledger", "verify"))) {
            try {
                command(words.toArray(String[]::new));
            } catch (BenchException failure) {
                wrong.add(failure.getMessage());
            }
        }
        return wrong;
    }

    private static void expectNone(StoreFacts store, List<String> wrong, String words, String sql) {
        long found = store.number(sql);
        if (found > 0) {
            wrong.add(found + " " + words);
        }
    }
}
