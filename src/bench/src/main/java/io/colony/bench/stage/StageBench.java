package io.colony.bench.stage;

import io.colony.bench.Bench;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Load;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.bench.harness.Timing;
import io.colony.bench.peer.DbScheduler;
import io.colony.bench.peer.PeerLoad;
import io.colony.bench.store.EngineStore;
import io.colony.bench.store.StoreFill;
import io.colony.bench.store.SyncCommit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Whole stages, flat out, beside the peer's trivial tasks. */
public final class StageBench implements Benchmark {
    private static final String STORE = "bench_stage";
    private static final String PEER = "bench_stage_peer";
    private static final int STAGE_SHARE = 8;

    private final Bench bench;
    private final SyncCommit sync;
    private final int rows;

    public StageBench(Bench bench, SyncCommit sync, Timing timing) {
        this.bench = bench;
        this.sync = sync;
        this.rows = bench.scale().rowsFor(timing);
    }

    @Override
    public String name() {
        return "stage-" + sync.slug();
    }

    @Override
    public void prepare() {
        StageStore.create(bench.databases(), STORE, rows / STAGE_SHARE);
        bench.databases().create(PEER);
        DbScheduler.fill(bench.databases(), PEER, rows);
        bench.databases().settle(PEER);
    }

    @Override
    public List<Contender> contenders() {
        return List.of(
                new Contender("plain-jdbc-stage", Role.LIMIT, params(), this::limit),
                new Contender(
                        "db-scheduler-trivial",
                        Role.PEER,
                        Map.of("threads", 20, "poll", "lock-and-fetch 4.0/20.0", "synchronous_commit", sync.slug()),
                        timing -> bench.databases()
                                .withCopy(PEER, sync, copy -> PeerLoad.run(copy, timing, DbScheduler::lockAndFetch))),
                new Contender("stage-worker", Role.OURS, params(), this::ours));
    }

    private Map<String, Object> params() {
        return Map.of(
                "connections",
                bench.scale().connections(),
                "tenants",
                StoreFill.WIDE.tenants(),
                "repositories",
                StoreFill.WIDE.repositories(),
                "synchronous_commit",
                sync.slug());
    }

    private Measured limit(Timing timing) {
        return bench.databases()
                .withCopy(
                        STORE,
                        sync,
                        copy -> Load.run(
                                bench.scale().connections(),
                                timing,
                                "stages/s",
                                number -> new PlainStage(copy, StoreFill.WIDE.repositories(), number)));
    }

    private Measured ours(Timing timing) {
        return bench.databases().withCopy(STORE, sync, copy -> {
            AtomicLong done = new AtomicLong();
            int connections = bench.scale().connections();
            try (EngineStore store = EngineStore.open(copy, connections)) {
                StageCrew crew = new StageCrew(store, session -> {});
                Measured measured = Load.run(connections, timing, "stages/s", number -> new EngineStage(crew, done));
                return measured.with(StageChecks.violations(copy, done.get()));
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
                Goal.atLeast("stage / db-scheduler's trivial task", "stage-worker", "db-scheduler-trivial", 0.35)
                        .gatedAt(0.0005),
                Goal.atLeast("stage / hand-written JDBC", "stage-worker", "plain-jdbc-stage", 0.8)
                        .gatedAt(0.01));
    }

    @Override
    public void close() {
        bench.databases().drop(STORE);
        bench.databases().drop(PEER);
    }
}
