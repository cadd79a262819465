package io.colony.bench.status;

import io.colony.bench.Bench;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Goal.Metric;
import io.colony.bench.harness.Load;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.bench.harness.Timing;
import io.colony.bench.store.Databases;
import io.colony.bench.store.EngineStore;
import io.colony.bench.store.StoreFill;
import io.colony.engine.ledger.CostReport;
import io.colony.engine.ledger.Usd;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What a tenant spent this month, over millions of events: from the roll-up, and summed anew. */
public final class CostBench implements Benchmark {
    private static final String STORE = "bench_cost";
    private static final String RAW = """
            select sum(usd) from cost_events
            where tenant_id = 1 and at >= date_trunc('month', now(), 'UTC')
            """;
    private static final String ROLLED_UP = """
            select sum(m.spent), sum(m.events) from repositories r
            join ledger_totals m on m.scope = 'repository-month' and m.scope_id = r.id
              and m.period = to_char(now() at time zone 'UTC', 'YYYY-MM')
            where r.tenant_id = 1
            """;

    private final Bench bench;
    private final AtomicReference<BigDecimal> sum = new AtomicReference<>(BigDecimal.ZERO);

    public CostBench(Bench bench) {
        this.bench = bench;
    }

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public void prepare() {
        Databases databases = bench.databases();
        StoreFill.create(databases, STORE);
        databases.in(STORE, statement -> {
            StoreFill fill = new StoreFill(3, 30);
            fill.owners(statement);
            statement.execute("set synchronous_commit = off");
            statement.execute("""
                    insert into cost_events (idempotency_key, tenant_id, repository_id, issue_id, run_id, role, stage,
                      attempt, back_end, turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd,
                      estimated, worker_seconds, at)
                    select 'run-' || n, %s, %s, n, n, 'Builder', 'develop', 1, 'bench', 12, 1000, 100, 0, 0,
                      (n %% 1000003)::numeric / 1000000, false, 60,
                      date_trunc('month', now(), 'UTC') + (n %% 86400) * (now() - date_trunc('month', now(), 'UTC')) / 86400
                    from generate_series(1, %d) n
                    """.formatted(
                    fill.tenantOf("n"), fill.repositoryOf("n"), bench.scale().costs()));
            fill.accounts(statement);
        });
        databases.settle(STORE);
    }

    @Override
    public List<Contender> contenders() {
        Map<String, Object> params = Map.of("events", bench.scale().costs(), "tenants", 3, "repositories", 30);
        return List.of(
                new Contender("bare-roll-up", Role.LIMIT, params, timing -> plain(ROLLED_UP, timing)),
                new Contender("raw-aggregation", Role.PEER, params, timing -> plain(RAW, timing)),
                new Contender("cost-report", Role.OURS, params, this::ours));
    }

    private Measured plain(String sql, Timing timing) {
        Databases.Copy store = bench.databases().itself(STORE);
        return Load.run(1, timing, "reports/s", number -> {
            Connection connection = store.connect();
            PreparedStatement statement = connection.prepareStatement(sql);
            return closing(connection, recorder -> {
                long start = System.nanoTime();
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    sum.set(rows.getBigDecimal(1));
                }
                recorder.record(System.nanoTime() - start);
                return true;
            });
        });
    }

    private static Load.Client closing(Connection connection, Load.Client client) {
        return new Load.Client() {
            @Override
            public boolean step(io.colony.bench.harness.Recorder recorder) throws SQLException {
                return client.step(recorder);
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private Measured ours(Timing timing) {
        BigDecimal raw = sum.get();
        AtomicReference<Usd> reported = new AtomicReference<>(Usd.ZERO);
        try (EngineStore store = EngineStore.open(bench.databases().itself(STORE), 2)) {
            CostReport report = CostReport.postgres();
            Measured measured = Load.run(1, timing, "reports/s", number -> recorder -> {
                long start = System.nanoTime();
                reported.set(store.database()
                        .<CostReport.Total>inReadTransaction(transaction ->
                                report.tenantMonth(transaction, 1, store.clock().instant()))
                        .spent());
                recorder.record(System.nanoTime() - start);
                return true;
            });
            return reported.get().amount().compareTo(raw) == 0
                    ? measured
                    : measured.with(List.of("the report says " + reported.get() + ", the events sum up to " + raw));
        }
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atLeast("roll-up / raw aggregation", "cost-report", "raw-aggregation", 100)
                        .gatedAt(1),
                Goal.atMost("p50, ours / bare roll-up SQL", Metric.P50, "cost-report", "bare-roll-up", 3)
                        .gatedAt(100));
    }

    @Override
    public void close() {
        bench.databases().drop(STORE);
    }
}
