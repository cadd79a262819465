package io.colony.bench.status;

import io.colony.bench.Bench;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Goal.Metric;
import io.colony.bench.harness.Load;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.bench.stage.PacedStages;
import io.colony.bench.stage.StageStore;
import io.colony.bench.store.Databases;
import io.colony.bench.store.EngineStore;
import io.colony.bench.store.StoreFill;
import io.colony.bench.store.SyncCommit;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.StatusQueries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** All that the page of an issue shows, with its timeline and cost, while stages run. */
public final class TimelineBench implements Benchmark {
    private static final String STORE = "bench_timeline";
    private static final int READERS = 4;
    private static final int STAGES_PER_SECOND = 50;

    private static final List<String> LIFE = List.of("""
            insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name,
              reason, at)
            select i, 100 + v, 'in-review', 'changes-requested', 'changes', 'worker', 'worker',
              'Two findings are open: the error is swallowed, and the test does not fail without the change.', now()
            from generate_series(1, $issues) i, generate_series(1, 12) v
            """, """
            insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at, ended_at, end_kind,
              outcome, reason)
            select i, 1000000 + i * 10 + v, 'develop', v, 1, 1, now(), now(), 'completed', 'submitted', 'As planned.'
            from generate_series(1, $issues) i, generate_series(1, 5) v
            """, """
            insert into cost_events (idempotency_key, tenant_id, repository_id, issue_id, run_id, role, stage, attempt,
              back_end, model, turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd, estimated,
              worker_seconds, at)
            select 'run-' || id, 1, 1, issue_id, id, 'Builder', 'develop', 1, 'bench', 'a-model', 12, 1000, 100, 0, 0, 0.4,
              false, 60, now() from agent_runs where stage = 'develop'
            """, """
            insert into attempt_artifacts (issue_id, run_id, kind, content, sha256, created_at)
            select issue_id, id, 'report', jsonb_build_object('summary', repeat('What was done. ', 20)), repeat('0', 64),
              now() from agent_runs where stage = 'develop'
            """, """
            insert into gate_results (issue_id, run_id, head_sha, base_sha, gate, result, exit_code, duration_ms, summary,
              log, created_at)
            select issue_id, id, repeat('a', 40), repeat('b', 40), 'build', 'pass', 0, 1000, 'passed', repeat('ok ', 200),
              now() from agent_runs where stage = 'develop' and attempt < 3
            """, """
            insert into verdicts (issue_id, run_id, head_sha, base_sha, policy_version, verdict, content, created_at)
            select issue_id, id, repeat('a', 40), repeat('b', 40), '1', 'CHANGES_REQUESTED', '{"findings": []}', now()
            from agent_runs where stage = 'develop' and attempt < 3
            """);

    private final Bench bench;
    private final int issues;

    public TimelineBench(Bench bench) {
        this.bench = bench;
        this.issues = bench.scale().deep() / 100;
    }

    @Override
    public String name() {
        return "timeline";
    }

    @Override
    public void prepare() {
        StageStore.create(bench.databases(), STORE, issues);
        bench.databases().in(STORE, statement -> {
            statement.execute("set session_replication_role = replica");
            for (String sql : LIFE) {
                statement.execute(sql.replace("$issues", Integer.toString(issues)));
            }
        });
        bench.databases().settle(STORE);
    }

    @Override
    public List<Contender> contenders() {
        Map<String, Object> params =
                Map.of("readers", READERS, "issues", issues, "stages_per_s_meanwhile", STAGES_PER_SECOND);
        return List.of(
                new Contender(
                        "plain-jdbc-page",
                        Role.LIMIT,
                        params,
                        timing -> underLoad((copy, store) -> Load.run(
                                READERS,
                                timing,
                                "pages/s",
                                number -> new PlainTimeline(copy, issues, StoreFill.WIDE.repositories(), number)))),
                new Contender(
                        "status-queries",
                        Role.OURS,
                        params,
                        timing -> underLoad((copy, store) -> {
                            StatusQueries status = StatusQueries.postgres(store.database(), store.clock());
                            return Load.run(READERS, timing, "pages/s", number -> reader(status, new Random(number)));
                        })));
    }

    /** Reads pages while stages run. */
    @FunctionalInterface
    private interface Reading {
        Measured take(Databases.Copy copy, EngineStore store);
    }

    private Measured underLoad(Reading reading) {
        return bench.databases().withCopy(STORE, SyncCommit.OFF, copy -> {
            try (EngineStore store = EngineStore.open(copy, READERS);
                    PacedStages stages = PacedStages.start(copy, STAGES_PER_SECOND)) {
                Measured measured = reading.take(copy, store);
                return measured.with(stages.violations());
            }
        });
    }

    private Load.Client reader(StatusQueries status, Random random) {
        return recorder -> {
            int number = 1 + random.nextInt(issues);
            IssueKey key = new IssueKey("acme/r" + StoreFill.WIDE.repository(number), number);
            long start = System.nanoTime();
            Optional<IssueDetail> detail = status.issue(key);
            recorder.record(System.nanoTime() - start);
            return detail.isPresent() && detail.get().transitions().size() > 12;
        };
    }

    @Override
    public boolean rehearsed() {
        return true;
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atLeast("ours / bare SQL", "status-queries", "plain-jdbc-page", 0.5)
                        .gatedAt(0.02),
                Goal.atMost("p99 ms", Metric.P99, "status-queries", 20).gatedAt(5_000));
    }

    @Override
    public void close() {
        bench.databases().drop(STORE);
    }
}
