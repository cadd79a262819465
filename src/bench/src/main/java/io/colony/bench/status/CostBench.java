package io.colony.bench.status;

import io.colony.bench.Bench;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Goal.Metric;
import io.colony.bench.harness.Load;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Recorder;
import io.colony.bench.harness.Role;
import io.colony.bench.harness.Timing;
import io.colony.bench.store.Databases;
import io.colony.bench.store.EngineStore;
import io.colony.bench.store.StoreFill;
import io.colony.engine.ledger.CostBreakdown;
import io.colony.engine.ledger.CostBreakdown.Span;
import io.colony.engine.ledger.CostReport;
import io.colony.engine.ledger.Usd;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a tenant spent this month, and in the last 30 days, over millions of events: from the roll-ups as the program reads
 * them, from the roll-ups by hand, and summed anew.
 */
public final class CostBench implements Benchmark {
    private static final String STORE = "bench_cost";
    private static final int DAYS = 30;
    private static final String TODAY = "(now() at time zone 'UTC')::date";
    private static final String RAW_MONTH = """
            select sum(usd) from cost_events
            where tenant_id = 1 and at >= date_trunc('month', now(), 'UTC')
            """;
    private static final String BARE_MONTH = """
            select sum(m.spent), sum(m.events) from repositories r
            join ledger_totals m on m.scope = 'repository-month' and m.scope_id = r.id
              and m.period = to_char(now() at time zone 'UTC', 'YYYY-MM')
            where r.tenant_id = 1
            """;
    private static final String RAW_DAYS = """
            select sum(usd), (at at time zone 'UTC')::date from cost_events
            where tenant_id = 1 and at >= (%s - 29)::timestamp at time zone 'UTC' group by 2
            """.formatted(TODAY);
    private static final String BARE_DAYS = """
            select sum(usd), day from cost_rollups
            where tenant_id = 1 and day >= %s - 29 and day <= %s group by day
            """.formatted(TODAY, TODAY);

    /** The later half of each 60 events is of this month; the other is of the last 30 days, so that both hold many. */
    private static final String EVENTS = """
            insert into cost_events (idempotency_key, tenant_id, repository_id, issue_id, run_id, role, stage,
              attempt, back_end, turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd,
              estimated, worker_seconds, at)
            select 'run-' || n, $tenant, $repository, n, n, 'Builder', 'develop', 1, 'bench', 12, 1000, 100, 0, 0,
              (n % 1000003)::numeric / 1000000, false, 60, first + (n % 86400) * (now() - first) / 86400
            from generate_series(1, $events) n,
              lateral (select case when n / 30 % 2 = 1 then date_trunc('month', now(), 'UTC')
                         else ($today - 29)::timestamp at time zone 'UTC' end as first) since
            """;

    private final Bench bench;
    private final AtomicReference<BigDecimal> month = new AtomicReference<>(BigDecimal.ZERO);
    private final AtomicReference<BigDecimal> days = new AtomicReference<>(BigDecimal.ZERO);

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
            statement.execute(EVENTS.replace("$tenant", fill.tenantOf("n"))
                    .replace("$repository", fill.repositoryOf("n"))
                    .replace("$events", Integer.toString(bench.scale().costs()))
                    .replace("$today", TODAY));
            fill.accounts(statement);
        });
        databases.settle(STORE);
    }

    @Override
    public List<Contender> contenders() {
        Map<String, Object> params = Map.of("events", bench.scale().costs(), "tenants", 3, "repositories", 30);
        return List.of(
                new Contender("bare-month", Role.LIMIT, params, timing -> plain(BARE_MONTH, timing, month)),
                new Contender("raw-month", Role.PEER, params, timing -> plain(RAW_MONTH, timing, month)),
                new Contender("month", Role.OURS, params, timing -> ours(timing, month, this::reportedMonth)),
                new Contender("bare-30-days", Role.LIMIT, params, timing -> plain(BARE_DAYS, timing, days)),
                new Contender("raw-30-days", Role.PEER, params, timing -> plain(RAW_DAYS, timing, days)),
                new Contender("30-days", Role.OURS, params, timing -> ours(timing, days, this::reportedDays)));
    }

    /** @param sum takes what was read, so that the peer's, which comes before ours, is what ours must be */
    private Measured plain(String sql, Timing timing, AtomicReference<BigDecimal> sum) {
        Databases.Copy store = bench.databases().itself(STORE);
        return Load.run(1, timing, "reports/s", number -> {
            Connection connection = store.connect();
            PreparedStatement statement = connection.prepareStatement(sql);
            return closing(connection, recorder -> {
                long start = System.nanoTime();
                BigDecimal total = BigDecimal.ZERO;
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        total = total.add(rows.getBigDecimal(1));
                    }
                }
                recorder.record(System.nanoTime() - start);
                sum.set(total);
                return true;
            });
        });
    }

    private static Load.Client closing(Connection connection, Load.Client client) {
        return new Load.Client() {
            @Override
            public boolean step(Recorder recorder) throws SQLException {
                return client.step(recorder);
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /** Reads an amount as the program does. */
    @FunctionalInterface
    private interface Report {
        Usd read(EngineStore store);
    }

    private Usd reportedMonth(EngineStore store) {
        return store.database()
                .<CostReport.Total>inSingleRead(transaction -> CostReport.postgres()
                        .tenantMonth(transaction, 1, store.clock().instant()))
                .spent();
    }

    private Usd reportedDays(EngineStore store) {
        LocalDate tomorrow =
                LocalDate.ofInstant(store.clock().instant(), ZoneOffset.UTC).plusDays(1);
        Span span = new Span(Optional.of(1L), Optional.empty(), tomorrow, tomorrow).last(DAYS);
        return store.database()
                .<CostBreakdown.Spending>inSingleRead(
                        transaction -> CostBreakdown.postgres().spending(transaction, span))
                .total();
    }

    private Measured ours(Timing timing, AtomicReference<BigDecimal> sum, Report report) {
        BigDecimal raw = sum.get();
        AtomicReference<Usd> reported = new AtomicReference<>(Usd.ZERO);
        try (EngineStore store = EngineStore.open(bench.databases().itself(STORE), 2)) {
            Measured measured = Load.run(1, timing, "reports/s", number -> recorder -> {
                long start = System.nanoTime();
                reported.set(report.read(store));
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
                Goal.atLeast("month, roll-up / raw aggregation", "month", "raw-month", 100)
                        .gatedAt(1),
                Goal.atMost("month, p50, ours / bare roll-up SQL", Metric.P50, "month", "bare-month", 3)
                        .gatedAt(100),
                Goal.atLeast("30 days, roll-up / raw aggregation", "30-days", "raw-30-days", 100)
                        .gatedAt(1),
                Goal.atMost("30 days, p50, ours / bare roll-up SQL", Metric.P50, "30-days", "bare-30-days", 3)
                        .gatedAt(100));
    }

    @Override
    public void close() {
        bench.databases().drop(STORE);
    }
}
