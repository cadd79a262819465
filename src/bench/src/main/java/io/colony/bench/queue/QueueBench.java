package io.colony.bench.queue;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
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
import io.colony.bench.store.Databases;
import io.colony.bench.store.EngineStore;
import io.colony.bench.store.StoreFill;
import io.colony.bench.store.SyncCommit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Trivial tasks, completed one by one. */
public final class QueueBench implements Benchmark {
    private static final String STORE = "bench_queue";
    private static final String PEER = "bench_queue_peer";

    private final Bench bench;
    private final SyncCommit sync;
    private final int tasks;

    public QueueBench(Bench bench, SyncCommit sync, Timing timing) {
        this.bench = bench;
        this.sync = sync;
        this.tasks = bench.scale().rowsFor(timing);
    }

    @Override
    public String name() {
        return "queue-" + sync.slug();
    }

    @Override
    public void prepare() {
        Databases databases = bench.databases();
        StoreFill.create(databases, STORE);
        databases.in(STORE, statement -> {
            StoreFill.ONE_LINE.owners(statement);
            StoreFill.ONE_LINE.issues(statement, 1, tasks, "analyzing");
            StoreFill.ONE_LINE.history(statement, 1, 1_000);
            StoreFill.ONE_LINE.tasks(statement, 1, tasks, "analyze");
        });
        PlainQueue.table(databases, STORE);
        databases.settle(STORE);
        databases.create(PEER);
        DbScheduler.fill(databases, PEER, tasks);
        databases.settle(PEER);
    }

    @Override
    public List<Contender> contenders() {
        return List.of(
                new Contender("plain-jdbc", Role.LIMIT, params(PlainQueue.BATCH), this::limit),
                new Contender(
                        "db-scheduler",
                        Role.PEER,
                        Map.of("threads", 20, "poll", "lock-and-fetch 4.0/20.0", "synchronous_commit", sync.slug()),
                        timing -> peer(timing, DbScheduler::lockAndFetch)),
                new Contender(
                        "db-scheduler-defaults",
                        Role.PEER,
                        Map.of("threads", 10, "poll", "fetch 0.5/3.0", "synchronous_commit", sync.slug()),
                        timing -> peer(timing, DbScheduler::defaults)),
                new Contender("task-queue", Role.OURS, params(PlainQueue.BATCH), this::ours));
    }

    private Map<String, Object> params(int batch) {
        return Map.of("connections", bench.scale().connections(), "batch", batch, "synchronous_commit", sync.slug());
    }

    private Measured limit(Timing timing) {
        return bench.databases()
                .withCopy(
                        STORE,
                        sync,
                        copy -> Load.run(
                                bench.scale().connections(), timing, "tasks/s", number -> new PlainQueue(copy)));
    }

    private Measured peer(Timing timing, UnaryOperator<SchedulerBuilder> configured) {
        return bench.databases().withCopy(PEER, sync, copy -> PeerLoad.run(copy, timing, configured));
    }

    private Measured ours(Timing timing) {
        return bench.databases().withCopy(STORE, sync, copy -> {
            AtomicLong completed = new AtomicLong();
            int connections = bench.scale().connections();
            try (EngineStore store = EngineStore.open(copy, connections)) {
                Measured measured = Load.run(
                        connections,
                        timing,
                        "tasks/s",
                        number -> new EngineQueue(store, PlainQueue.BATCH, EngineQueue::complete, completed));
                return measured.with(QueueChecks.violations(copy, tasks, completed.get()));
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
                Goal.atLeast("ours / db-scheduler lock-and-fetch", "task-queue", "db-scheduler", 1.0)
                        .gatedAt(0.01),
                Goal.atLeast("ours / db-scheduler defaults", "task-queue", "db-scheduler-defaults", 2.5),
                Goal.atLeast("ours / plain JDBC", "task-queue", "plain-jdbc", 0.85)
                        .gatedAt(0.003));
    }

    @Override
    public void close() {
        bench.databases().drop(STORE);
        bench.databases().drop(PEER);
    }
}
