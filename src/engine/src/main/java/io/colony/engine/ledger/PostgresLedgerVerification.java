package io.colony.engine.ledger;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.CostCsv.Range;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** One query per kind of mismatch; each answers the rows that disagree, as text. */
final class PostgresLedgerVerification implements LedgerVerification {
    static final int MOST = 1000;

    private static final String TOTALS = """
            with parts as (
              select 'issue' as scope, issue_id as scope_id, '' as period, usd as spent, 0 as reserved, 1 as events
              from cost_events where issue_id is not null
              union all
              select 'repository', repository_id, to_char(at at time zone 'UTC', 'YYYY-MM-DD'), usd, 0, 1 from cost_events
              union all
              select 'repository-month', repository_id, to_char(at at time zone 'UTC', 'YYYY-MM'), usd, 0, 1
              from cost_events
              union all
              select 'issue', issue_id, '', 0, usd, 0 from reservations where state = 'open' and issue_id is not null
              union all
              select 'repository', repository_id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD'), 0, usd, 0
              from reservations where state = 'open'
            ), expected as (
              select scope, scope_id, period, sum(spent) as spent, sum(reserved) as reserved, sum(events) as events
              from parts group by scope, scope_id, period
            )
            select concat_ws(' ', scope, scope_id, nullif(period, '')),
              concat_ws(' ', coalesce(e.spent, 0), 'spent', coalesce(e.reserved, 0), 'reserved', coalesce(e.events, 0), 'events'),
              concat_ws(' ', coalesce(t.spent, 0), 'spent', coalesce(t.reserved, 0), 'reserved', coalesce(t.events, 0), 'events')
            from expected e full join ledger_totals t using (scope, scope_id, period)
            where (coalesce(t.spent, 0), coalesce(t.reserved, 0), coalesce(t.events, 0))
              is distinct from (coalesce(e.spent, 0), coalesce(e.reserved, 0), coalesce(e.events, 0))
            """;
    private static final String ROLLUPS = """
            with expected as (
              select tenant_id, (at at time zone 'UTC')::date as day, repository_id, role, stage, back_end,
                coalesce(model, '') as model, count(*) as events,
                sum(case kind when 'reversal' then -1 else 1 end) as runs,
                sum(turns) as turns, sum(input_tokens) as input, sum(output_tokens) as output,
                sum(cache_read_tokens) as reads, sum(cache_write_tokens) as writes, sum(cache_write_1h_tokens) as writes1h,
                sum(usd) as usd, sum(case when estimated then usd else 0 end) as estimated_usd,
                sum(case when not estimated then 0 when kind = 'reversal' then -1 else 1 end) as estimates,
                sum(worker_seconds) as seconds
              from cost_events group by 1, 2, 3, 4, 5, 6, 7
            ), kept as (
              select tenant_id, day, repository_id, role, stage, back_end, model, events, runs, turns,
                input_tokens as input, output_tokens as output, cache_read_tokens as reads, cache_write_tokens as writes,
                cache_write_1h_tokens as writes1h, usd, estimated_usd, estimates, worker_seconds as seconds
              from cost_rollups
            )
            select concat_ws(' ', 'tenant', tenant_id, day, 'repository', repository_id, role, stage, back_end, model),
              coalesce(to_jsonb(e), '{}') - array['tenant_id', 'day', 'repository_id', 'role', 'stage', 'back_end', 'model'],
              coalesce(to_jsonb(k), '{}') - array['tenant_id', 'day', 'repository_id', 'role', 'stage', 'back_end', 'model']
            from expected e full join kept k using (tenant_id, day, repository_id, role, stage, back_end, model)
            where (e.events, e.runs, e.turns, e.input, e.output, e.reads, e.writes, e.writes1h, e.usd, e.estimated_usd,
                e.estimates, e.seconds)
              is distinct from
              (k.events, k.runs, k.turns, k.input, k.output, k.reads, k.writes, k.writes1h, k.usd, k.estimated_usd,
                k.estimates, k.seconds)
            """;
    private static final String CORRECTIONS = """
            select 'cost event ' || o.id, 'one reversal and one correction',
              string_agg(c.kind, ', ' order by c.id)
            from cost_events o join cost_events c on c.corrects = o.id
            group by o.id having array_agg(c.kind order by c.kind) <> array['correction', 'reversal']
            """;
    private static final String RESERVATIONS = """
            select 'reservation of run ' || r.run_id, 'closed, since the run has ended', 'open at ' || r.usd
            from reservations r join agent_runs a on a.id = r.run_id
            where r.state = 'open' and a.ended_at is not null
            """;
    /** Before events had a basis, a run whose agent never started had none. */
    private static final String RUNS = """
            select 'run ' || a.id || coalesce(' of issue ' || a.issue_id, ''), 'one cost event', count(e.id) || ' cost events'
            from agent_runs a left join cost_events e on e.run_id = a.id and e.kind = 'invocation'
            where a.ended_at is not null and a.id > (select min(run_id) from cost_events where basis is not null)
            group by a.id, a.issue_id having count(e.id) <> 1
            """;

    private final Database database;

    PostgresLedgerVerification(Database database) {
        this.database = database;
    }

    @Override
    public Result verify() {
        return database.inReadTransaction(PostgresLedgerVerification::verify);
    }

    private static Result verify(Transaction transaction) {
        Handle handle = transaction.handle();
        List<Mismatch> found = new ArrayList<>();
        found.addAll(rows(handle, "ledger_totals", TOTALS));
        found.addAll(rows(handle, "cost_rollups", ROLLUPS));
        found.addAll(rows(handle, "corrections", CORRECTIONS));
        found.addAll(rows(handle, "reservations", RESERVATIONS));
        found.addAll(rows(handle, "agent_runs", RUNS));
        Result kept = sums(handle);
        found.addAll(export(transaction, kept));
        return new Result(kept.events(), kept.sum(), kept.openReservations(), found);
    }

    private static List<Mismatch> rows(Handle handle, String kind, String sql) {
        return handle.createQuery(sql + " limit " + MOST)
                .map((row, context) -> new Mismatch(kind, row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private static Result sums(Handle handle) {
        return handle.createQuery("""
                        select count(*), coalesce(sum(usd), 0),
                          (select coalesce(sum(usd), 0) from reservations where state = 'open')
                        from cost_events
                        """)
                .map((row, context) -> new Result(
                        row.getLong(1), new Usd(row.getBigDecimal(2)), new Usd(row.getBigDecimal(3)), List.of()))
                .one();
    }

    private static List<Mismatch> export(Transaction transaction, Result kept) {
        CostCsv.Exported exported = CostCsv.postgres().write(transaction, Range.ALL, OutputStream.nullOutputStream());
        return exported.rows() == kept.events() && exported.sum().equals(kept.sum())
                ? List.of()
                : List.of(new Mismatch(
                        "CSV export",
                        "all events",
                        kept.sum() + " in " + kept.events() + " events",
                        exported.sum() + " in " + exported.rows() + " rows"));
    }
}
