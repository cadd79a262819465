package io.colony.bench.stage;

import io.colony.bench.Bench;
import io.colony.bench.BenchException;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Goal.Metric;
import io.colony.bench.harness.Latencies;
import io.colony.bench.harness.Load;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.bench.harness.Timing;
import io.colony.bench.peer.DbScheduler;
import io.colony.bench.peer.PeerLoad;
import io.colony.bench.store.Databases;
import io.colony.bench.store.EngineStore;
import io.colony.bench.store.SyncCommit;
import io.colony.engine.stage.StageWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A transaction that stays open keeps every dead row: what a queue leaves behind is read again by each claim. The rate is
 * taken flat out for a moment before, and again at the end of a while of steady work under such a transaction; the figure is
 * what is left of it. Latencies are those of claims in between.
 */
public final class HorizonBench implements Benchmark {
    private static final String STORE = "bench_horizon";
    private static final String PEER = "bench_horizon_peer";
    private static final int PER_SECOND = 50;
    private static final int PACED_WORKERS = 5;
    private static final int STAGE_SHARE = 8;

    private final Bench bench;
    private final Timing burst;
    private final int tasks;
    private final int stages;

    public HorizonBench(Bench bench, Timing timing) {
        this.bench = bench;
        this.burst = new Timing(timing.warmUp(), timing.measured().dividedBy(2));
        this.tasks = 2 * bench.scale().rowsFor(burst);
        this.stages = Math.toIntExact(
                tasks / STAGE_SHARE + PER_SECOND * bench.scale().held().toSeconds());
    }

    @Override
    public String name() {
        return "horizon";
    }

    @Override
    public void prepare() {
        StageStore.create(bench.databases(), STORE, stages);
        bench.databases().create(PEER);
        DbScheduler.fill(bench.databases(), PEER, tasks);
        bench.databases().settle(PEER);
    }

    @Override
    public List<Contender> contenders() {
        Map<String, Object> params = Map.of(
                "held_s", bench.scale().held().toSeconds(), "paced_per_s", PER_SECOND, "synchronous_commit", "off");
        return List.of(
                new Contender("db-scheduler-held", Role.PEER, params, timing -> peer()),
                new Contender("stage-worker-held", Role.OURS, params, timing -> ours()));
    }

    private Measured ours() {
        return bench.databases().withCopy(STORE, SyncCommit.OFF, copy -> {
            AtomicLong done = new AtomicLong();
            Latencies claims = new Latencies();
            int connections = bench.scale().connections();
            try (EngineStore store = EngineStore.open(copy, connections)) {
                StageCrew crew = new StageCrew(
                        store, session -> claims.ended(Thread.currentThread().threadId()));
                double before = rate(connections, crew, done);
                double after;
                try (Held held = Held.on(copy)) {
                    held.begin();
                    Load.run(
                            PACED_WORKERS,
                            new Timing(Duration.ZERO, bench.scale().held()),
                            "stages/s",
                            number -> paced(crew.worker(), claims, done));
                    after = rate(connections, crew, done);
                }
                return claims.beside(after / before, "of the rate before")
                        .with(StageChecks.violations(copy, done.get()));
            }
        });
    }

    private double rate(int connections, StageCrew crew, AtomicLong done) {
        return Load.run(connections, burst, "stages/s", number -> new EngineStage(crew, done))
                .value();
    }

    private static Load.Client paced(StageWorker worker, Latencies claims, AtomicLong done) {
        long interval = TimeUnit.SECONDS.toNanos(PACED_WORKERS) / PER_SECOND;
        AtomicLong next = new AtomicLong(System.nanoTime());
        return recorder -> {
            LockSupport.parkNanos(next.getAndAdd(interval) - System.nanoTime());
            claims.began(Thread.currentThread().threadId());
            boolean worked = worker.step();
            done.addAndGet(worked ? 1 : 0);
            return worked;
        };
    }

    private Measured peer() {
        return bench.databases().withCopy(PEER, SyncCommit.OFF, copy -> {
            LongAdder ran = new LongAdder();
            AtomicBoolean paced = new AtomicBoolean();
            AtomicLong next = new AtomicLong();
            try (DbScheduler scheduler = DbScheduler.open(copy, 24, DbScheduler::lockAndFetch, instance -> {
                if (paced.get()) {
                    LockSupport.parkNanos(next.getAndAdd(TimeUnit.SECONDS.toNanos(1) / PER_SECOND) - System.nanoTime());
                }
                ran.increment();
            })) {
                scheduler.start();
                double before = PeerLoad.measure(ran, burst).value();
                double after;
                try (Held held = Held.on(copy)) {
                    held.begin();
                    next.set(System.nanoTime());
                    paced.set(true);
                    Latencies.pause(bench.scale().held());
                    paced.set(false);
                    after = PeerLoad.measure(ran, burst).value();
                }
                return Measured.of(after / before, "of the rate before");
            }
        });
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atLeast("what is left, ours / db-scheduler", "stage-worker-held", "db-scheduler-held", 1.0),
                Goal.atMost("claim p99 ms while held", Metric.P99, "stage-worker-held", 50)
                        .gatedAt(10_000));
    }

    @Override
    public void close() {
        bench.databases().drop(STORE);
        bench.databases().drop(PEER);
    }

    /** A transaction that has a snapshot and an id of its own and does nothing. */
    private record Held(Connection connection) implements AutoCloseable {
        static Held on(Databases.Copy copy) {
            try {
                return new Held(copy.connect());
            } catch (SQLException failure) {
                throw new BenchException("No connection to hold: " + failure.getMessage(), failure);
            }
        }

        void begin() {
            try (Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                statement.execute("select pg_current_xact_id()");
            } catch (SQLException failure) {
                throw new BenchException("No transaction could be held open: " + failure.getMessage(), failure);
            }
        }

        @Override
        public void close() {
            try {
                connection.rollback();
                connection.close();
            } catch (SQLException failure) {
                throw new BenchException("The held transaction was lost: " + failure.getMessage(), failure);
            }
        }
    }
}
