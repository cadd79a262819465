package io.colony.bench.stage;

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

/**
 * Whole stages in a young store and in one with millions of rows of history. The old one is too big to copy for each
 * reading: both stores are worked on as they stand, vacuumed and flushed before each reading.
 */
public final class GrowthBench implements Benchmark {
    private static final String YOUNG = "bench_growth_young";
    private static final String OLD = "bench_growth_old";
    private static final int PER_SECOND = 1_500;

    /** Of issues that were done long ago; the ids begin far above those of the store's own. */
    private static final List<String> HISTORY = List.of("""
            insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at, ended_at, end_kind,
              outcome)
            select 1 + n % $issues, $far + n, 'develop', 1, 1, 1, $at, $at, 'completed', 'submitted'
            """, """
            insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name,
              reason, at)
            select $far + n / 10, 2 + n % 10, 'in-review', 'merge-pending', 'approve', 'worker', 'worker',
              'All gates passed and the verdict is to approve.', $at
            """, """
            insert into cost_events (idempotency_key, tenant_id, repository_id, issue_id, run_id, role, stage, attempt,
              back_end, turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd, estimated,
              worker_seconds, at)
            select 'old-' || n, 1 + n % 20, 1 + n % 200, $far + n / 10, $far + n, 'Builder', 'develop', 1, 'bench', 1,
              1000, 100, 0, 0, 0.01, false, 60, $at
            """, """
            insert into audit_log (tenant_id, at, actor, action, subject, detail, seq, previous, hash)
            select 1 + n % 20, $at, 'worker:worker', 'transition', 'acme/r#' || n,
              '{"from": "in-review", "to": "merge-pending", "outcome": "approve"}', $far + n, md5(n::text) || md5(n::text),
              md5((n + 1)::text) || md5((n + 1)::text)
            """);

    private final Bench bench;
    private final int issues;
    private final AtomicLong young = new AtomicLong();
    private final AtomicLong old = new AtomicLong();

    /** @param readings of each store in the whole run */
    public GrowthBench(Bench bench, Timing timing, int readings) {
        this.bench = bench;
        this.issues = Math.toIntExact((timing.total().toMillis() + 1_000) * PER_SECOND / 1_000 * readings);
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public void prepare() {
        Databases databases = bench.databases();
        StageStore.create(databases, YOUNG, issues);
        StageStore.create(databases, OLD, issues);
        databases.in(OLD, statement -> {
            statement.execute("set session_replication_role = replica");
            statement.execute("set synchronous_commit = off");
            for (String sql : HISTORY) {
                statement.execute(sql.replace("$issues", Integer.toString(issues))
                                .replace("$far", "1000000000")
                                .replace("$at", "now() - interval '40 days'")
                        + " from generate_series(1, " + bench.scale().grown() + ") n");
            }
        });
        databases.settle(OLD);
    }

    @Override
    public List<Contender> contenders() {
        return List.of(
                new Contender("young-store", Role.LIMIT, params(0), timing -> read(YOUNG, young, timing)),
                new Contender("old-store", Role.OURS, params(bench.scale().grown()), timing -> read(OLD, old, timing)));
    }

    private Map<String, Object> params(int rows) {
        return Map.of(
                "connections",
                bench.scale().connections(),
                "rows_per_table",
                rows,
                "tables",
                HISTORY.size(),
                "repositories",
                StoreFill.WIDE.repositories(),
                "synchronous_commit",
                "off");
    }

    private Measured read(String name, AtomicLong done, Timing timing) {
        bench.databases().setSyncCommit(name, SyncCommit.OFF);
        bench.databases().settle(name);
        Databases.Copy store = bench.databases().itself(name);
        int connections = bench.scale().connections();
        try (EngineStore engine = EngineStore.open(store, connections)) {
            StageCrew crew = new StageCrew(engine, session -> {});
            Measured measured = Load.run(connections, timing, "stages/s", number -> new EngineStage(crew, done));
            long booked = store.count("select count(*) from cost_events where model = 'bench'");
            return booked == done.get()
                    ? measured
                    : measured.with(List.of(done.get() + " stages were completed and " + booked + " are booked"));
        }
    }

    @Override
    public List<Goal> goals() {
        return List.of(Goal.atLeast("with history / without", "old-store", "young-store", 0.7)
                .gatedAt(0.05));
    }

    @Override
    public void close() {
        bench.databases().drop(YOUNG);
        bench.databases().drop(OLD);
    }
}
