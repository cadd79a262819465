package io.colony.bench.queue;

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
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue.NewTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The same work on a short and on a long queue, which stays as long as it is: each completed task is followed by another. */
public final class DepthBench implements Benchmark {
    private static final String SHALLOW = "bench_depth_shallow";
    private static final String DEEP = "bench_depth_deep";
    /** Small beside the short queue. */
    private static final int BATCH = 5;

    private final Bench bench;

    public DepthBench(Bench bench) {
        this.bench = bench;
    }

    @Override
    public String name() {
        return "depth";
    }

    @Override
    public void prepare() {
        create(SHALLOW, bench.scale().shallow());
        create(DEEP, bench.scale().deep());
    }

    private void create(String name, int tasks) {
        Databases databases = bench.databases();
        StoreFill.create(databases, name);
        databases.in(name, statement -> {
            StoreFill.ONE_LINE.owners(statement);
            StoreFill.ONE_LINE.issues(statement, 1, tasks, "analyzing");
            StoreFill.ONE_LINE.tasks(statement, 1, tasks, "analyze");
        });
        databases.settle(name);
    }

    @Override
    public List<Contender> contenders() {
        return List.of(
                new Contender(
                        "shallow",
                        Role.LIMIT,
                        params(bench.scale().shallow()),
                        timing -> read(SHALLOW, bench.scale().shallow(), timing)),
                new Contender(
                        "deep",
                        Role.OURS,
                        params(bench.scale().deep()),
                        timing -> read(DEEP, bench.scale().deep(), timing)));
    }

    private Map<String, Object> params(int depth) {
        return Map.of(
                "connections",
                bench.scale().connections(),
                "depth",
                depth,
                "batch",
                BATCH,
                "synchronous_commit",
                "off");
    }

    private Measured read(String template, int depth, Timing timing) {
        return bench.databases().withCopy(template, SyncCommit.OFF, copy -> {
            AtomicLong completed = new AtomicLong();
            int connections = bench.scale().connections();
            try (EngineStore store = EngineStore.open(copy, connections)) {
                return Load.run(
                                connections,
                                timing,
                                "tasks/s",
                                number -> new EngineQueue(store, BATCH, DepthBench::replace, completed))
                        .with(violations(copy, depth, completed.get()));
            }
        });
    }

    /** Completes the task and queues the next for its issue, in one transaction. */
    private static boolean replace(EngineStore store, Task task) {
        return store.database().<Boolean>inTransaction(transaction -> {
            Instant now = store.clock().instant();
            boolean done = store.stores().queue().complete(transaction, task.id(), task.epoch(), now);
            store.stores()
                    .queue()
                    .enqueue(
                            transaction,
                            new NewTask(task.tenantId(), task.repositoryId(), task.issueId(), "analyze", 0, now, now));
            return done;
        });
    }

    private static List<String> violations(Databases.Copy copy, int depth, long completed) {
        List<String> found = new ArrayList<>(QueueChecks.violations(copy, depth + completed, completed));
        long open = copy.count("select count(*) from tasks where state in ('queued', 'claimed')");
        if (open != depth) {
            found.add(depth + " tasks were open, and " + open + " are");
        }
        return found;
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atLeast("long queue / short queue", "deep", "shallow", 0.9).gatedAt(0.05));
    }

    @Override
    public void close() {
        bench.databases().drop(SHALLOW);
        bench.databases().drop(DEEP);
    }
}
