package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Reports from the roll-ups and, for one issue, from its events. */
final class PostgresCostReport implements CostReport {
    @Override
    public Total issue(Transaction transaction, long issueId) {
        return total(transaction, "issue", issueId, Period.ALWAYS);
    }

    @Override
    public Total repositoryDay(Transaction transaction, long repositoryId, Instant at) {
        return total(transaction, "repository", repositoryId, Period.day(at));
    }

    @Override
    public Total tenantMonth(Transaction transaction, long tenantId, Instant at) {
        return transaction
                .query(
                        PostgresCostReport::total,
                        """
                        select coalesce(sum(m.spent), 0) as spent,
                          (select coalesce(sum(o.usd), 0) from reservations o
                           where o.state = 'open' and o.tenant_id = ? and o.created_at >= ? and o.created_at < ?) as reserved,
                          coalesce(sum(m.events), 0) as events
                        from repositories r
                        join ledger_totals m on m.scope = 'repository-month' and m.scope_id = r.id and m.period = ?
                        where r.tenant_id = ?
                        """,
                        tenantId,
                        Period.monthStart(at),
                        Period.monthEnd(at),
                        Period.month(at),
                        tenantId)
                .getFirst();
    }

    private static Total total(Transaction transaction, String scope, long id, String period) {
        return transaction
                .query(
                        PostgresCostReport::total,
                        "select spent, reserved, events from ledger_totals where scope = ? and scope_id = ? and period = ?",
                        scope,
                        id,
                        period)
                .stream()
                .findFirst()
                .orElse(Total.NOTHING);
    }

    private static Total total(ResultSet row) throws SQLException {
        return new Total(
                new Usd(row.getBigDecimal("spent")), new Usd(row.getBigDecimal("reserved")), row.getLong("events"));
    }

    @Override
    public List<StageCost> stages(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("""
                        select stage, role, count(distinct run_id) as runs, sum(usd) as usd,
                          sum(case when not estimated then 0 when kind = 'reversal' then -1 else 1 end) > 0 as estimated, sum(worker_seconds) as seconds,
                          sum(input_tokens) as input, sum(output_tokens) as output,
                          sum(cache_read_tokens) as cache_read, sum(cache_write_tokens) as cache_write,
                          sum(cache_write_1h_tokens) as cache_write_1h
                        from cost_events
                        where issue_id = :issue
                        group by stage, role
                        order by min(id)
                        """)
                .bind("issue", issueId)
                .map((row, context) -> new StageCost(
                        row.getString("stage"),
                        row.getString("role"),
                        row.getLong("runs"),
                        new Usd(row.getBigDecimal("usd")),
                        row.getBoolean("estimated"),
                        row.getBigDecimal("seconds"),
                        new Tokens(
                                row.getLong("input"),
                                row.getLong("output"),
                                row.getLong("cache_read"),
                                row.getLong("cache_write"),
                                row.getLong("cache_write_1h"))))
                .list();
    }

    @Override
    public List<CostEvent> events(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("select * from cost_events where issue_id = :issue order by id")
                .bind("issue", issueId)
                .map((row, context) -> PostgresCostEvents.event(row))
                .list();
    }
}
