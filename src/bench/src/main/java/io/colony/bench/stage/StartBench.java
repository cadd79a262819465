package io.colony.bench.stage;

import io.colony.bench.Bench;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Goal.Metric;
import io.colony.bench.harness.Latencies;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.bench.harness.Timing;
import io.colony.bench.peer.DbScheduler;
import io.colony.bench.store.Databases;
import io.colony.bench.store.EngineStore;
import io.colony.bench.store.StoreFill;
import io.colony.bench.store.SyncCommit;
import io.colony.engine.Loop;
import io.colony.engine.queue.TaskQueue.NewTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long a task waits where nobody has anything to do: from before the transaction that queues it until its run starts in
 * another process, that is, with a pool and a listener of its own.
 */
public final class StartBench implements Benchmark {
    private static final String STORE = "bench_start";
    private static final String PEER = "bench_start_peer";
    private static final int WORKERS = 4;
    private static final int PEER_SAMPLES = 60;
    private static final int WHOLE = 100;
    /** As the program has it where it hears others. */
    private static final Duration NET = Duration.ofSeconds(5);

    private final Bench bench;
    private final Random random = new Random(7);

    public StartBench(Bench bench) {
        this.bench = bench;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void prepare() {
        Databases databases = bench.databases();
        StoreFill.create(databases, STORE);
        databases.in(STORE, statement -> {
            StoreFill.WIDE.owners(statement);
            StoreFill.WIDE.issues(statement, 1, bench.scale().samples(), "analyzing");
            StoreFill.WIDE.history(statement, 1, bench.scale().samples());
        });
        databases.settle(STORE);
        databases.create(PEER);
        DbScheduler.fill(databases, PEER, 0);
        databases.settle(PEER);
    }

    @Override
    public boolean rehearsed() {
        return true;
    }

    @Override
    public List<Contender> contenders() {
        List<Contender> all = new ArrayList<>();
        if (whole()) {
            all.add(new Contender("db-scheduler-defaults", Role.PEER, Map.of("poll_s", 10), this::peer));
        }
        all.add(new Contender(
                "store-wake-up",
                Role.OURS,
                Map.of("workers", WORKERS, "samples", bench.scale().samples()),
                this::ours));
        return all;
    }

    /** The peer's interval of ten seconds does not fit into a short run. */
    private boolean whole() {
        return bench.scale().samples() >= WHOLE;
    }

    private Measured ours(Timing timing) {
        return bench.databases().withCopy(STORE, SyncCommit.ON, copy -> {
            Latencies latencies = new Latencies();
            try (EngineStore queueing = EngineStore.open(copy, 2);
                    EngineStore working = EngineStore.open(copy, WORKERS + 1)) {
                working.wakeUp().listen();
                StageCrew crew = StageCrew.leavingNothing(
                        working,
                        session -> latencies.ended(session.claim().issue().id()));
                Crew loops = start(working, crew);
                Latencies.pause(timing.warmUp());
                for (int issue = 1; issue <= bench.scale().samples(); issue++) {
                    Latencies.pause(Duration.ofMillis(10 + random.nextInt(40)));
                    latencies.began(issue);
                    enqueue(queueing, issue);
                }
                boolean all = latencies.await(bench.scale().samples(), Duration.ofSeconds(20));
                loops.stop();
                Measured measured = latencies.measured();
                return all ? measured : measured.with(List.of("not every queued task was started within 20 s"));
            }
        });
    }

    private static Crew start(EngineStore store, StageCrew crew) {
        List<Loop> loops = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < WORKERS; number++) {
            Loop loop = new Loop("bench-" + number, crew.worker()::step, store.wakeUp(), idle -> NET);
            loops.add(loop);
            threads.add(Thread.ofPlatform().daemon().start(loop));
        }
        return new Crew(loops, threads);
    }

    /** Workers in their threads. */
    private record Crew(List<Loop> loops, List<Thread> threads) {
        /** Returns when the last stage has ended, so that the store may be closed. */
        void stop() {
            loops.forEach(Loop::stop);
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static void enqueue(EngineStore store, long issue) {
        Instant now = store.clock().instant();
        StoreFill fill = StoreFill.WIDE;
        store.database()
                .useTransaction(transaction -> store.stores()
                        .queue()
                        .enqueue(
                                transaction,
                                new NewTask(
                                        fill.tenant(issue), fill.repository(issue), issue, "analyze", 0, now, now)));
    }

    private Measured peer(Timing timing) {
        return bench.databases().withCopy(PEER, SyncCommit.ON, copy -> {
            Latencies latencies = new Latencies();
            try (DbScheduler scheduler = DbScheduler.open(
                    copy, 12, DbScheduler::defaults, instance -> latencies.ended(Long.parseLong(instance)))) {
                scheduler.start();
                Latencies.pause(timing.warmUp());
                for (int sample = 1; sample <= PEER_SAMPLES; sample++) {
                    Latencies.pause(Duration.ofMillis(200 + random.nextInt(200)));
                    latencies.began(sample);
                    scheduler.schedule(
                            Integer.toString(sample), InstantSource.system().instant());
                }
                latencies.await(PEER_SAMPLES, Duration.ofSeconds(15));
                return latencies.measured();
            }
        });
    }

    @Override
    public List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        goals.add(Goal.atMost("p50 ms", Metric.P50, "store-wake-up", 10).gatedAt(30_000));
        goals.add(Goal.atMost("p99 ms", Metric.P99, "store-wake-up", 50).gatedAt(60_000));
        if (whole()) {
            goals.add(Goal.atMost(
                    "p50, ours / db-scheduler defaults", Metric.P50, "store-wake-up", "db-scheduler-defaults", 0.01));
        }
        return goals;
    }

    @Override
    public void close() {
        bench.databases().drop(STORE);
        bench.databases().drop(PEER);
    }
}
