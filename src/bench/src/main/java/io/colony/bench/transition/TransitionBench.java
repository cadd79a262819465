package io.colony.bench.transition;

import io.colony.bench.Bench;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Load;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.bench.harness.Timing;
import io.colony.bench.store.Databases;
import io.colony.bench.store.EngineStore;
import io.colony.bench.store.StoreFill;
import io.colony.bench.store.SyncCommit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** One transition of an issue, each of another issue. */
public final class TransitionBench implements Benchmark {
    private static final String STORE = "bench_transition";

    private final Bench bench;
    private final SyncCommit sync;
    private final int issues;

    public TransitionBench(Bench bench, SyncCommit sync, Timing timing) {
        this.bench = bench;
        this.sync = sync;
        this.issues = bench.scale().rowsFor(OneStatement.timing(timing)) / 2;
    }

    @Override
    public String name() {
        return "transition-" + sync.slug();
    }

    @Override
    public void prepare() {
        Databases databases = bench.databases();
        StoreFill.create(databases, STORE);
        databases.in(STORE, statement -> {
            StoreFill.WIDE.owners(statement);
            StoreFill.WIDE.issues(statement, 1, issues, "unlabeled");
            StoreFill.WIDE.history(statement, 1, issues);
        });
        databases.settle(STORE);
    }

    @Override
    public List<Contender> contenders() {
        int connections = bench.scale().connections();
        return List.of(
                new Contender("pgbench-one-statement", Role.LIMIT, params(), this::limit),
                new Contender(
                        "jdbc-five-statements",
                        Role.PEER,
                        params(),
                        timing -> bench.databases().withCopy(STORE, sync, copy -> {
                            AtomicLong next = new AtomicLong();
                            return Load.run(
                                    connections,
                                    timing,
                                    "transitions/s",
                                    number -> new FiveStatements(copy, next, issues));
                        })),
                new Contender("issue-transitions", Role.OURS, params(), this::ours));
    }

    private Map<String, Object> params() {
        return Map.of("connections", bench.scale().connections(), "synchronous_commit", sync.slug());
    }

    private Measured limit(Timing timing) {
        return bench.databases()
                .withCopy(
                        STORE,
                        sync,
                        copy -> new OneStatement(copy, bench.scale().connections()).run(timing));
    }

    private Measured ours(Timing timing) {
        return bench.databases().withCopy(STORE, sync, copy -> {
            AtomicLong next = new AtomicLong();
            AtomicLong applied = new AtomicLong();
            int connections = bench.scale().connections();
            try (EngineStore store = EngineStore.open(copy, connections)) {
                return Load.run(
                                connections,
                                timing,
                                "transitions/s",
                                number -> new EngineTransition(store, next, applied, issues))
                        .with(TransitionChecks.violations(copy, applied.get()));
            }
        });
    }

    @Override
    public boolean rehearsed() {
        return true;
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atLeast("ours / five separate statements", "issue-transitions", "jdbc-five-statements", 1.8)
                        .gatedAt(0.01),
                Goal.atLeast("ours / one statement by pgbench", "issue-transitions", "pgbench-one-statement", 0.75)
                        .gatedAt(0.004));
    }

    @Override
    public void close() {
        bench.databases().drop(STORE);
    }
}
