package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

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
        return total(transaction, "tenant", tenantId, Period.month(at));
    }

    private static Total total(Transaction transaction, String scope, long id, String period) {
        return transaction
                .handle()
                .createQuery("""
                        select spent, reserved, events from ledger_totals
                        where scope = :scope and scope_id = :id and period = :period
                        """)
                .bind("scope", scope)
                .bind("id", id)
                .bind("period", period)
                .map((row, context) ->
                        new Total(new Usd(row.getBigDecimal(1)), new Usd(row.getBigDecimal(2)), row.getLong(3)))
                .findOne()
                .orElse(Total.NOTHING);
    }

    @Override
    public List<StageCost> stages(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("""
                        select stage, role, count(distinct run_id) as runs, sum(usd) as usd,
                          bool_or(estimated) as estimated, sum(worker_seconds) as seconds,
                          sum(input_tokens) as input, sum(output_tokens) as output,
                          sum(cache_read_tokens) as cache_read, sum(cache_write_tokens) as cache_write
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
                                row.getLong("cache_write"))))
                .list();
    }

    @Override
    public List<CostEvent> events(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("select * from cost_events where issue_id = :issue order by id")
                .bind("issue", issueId)
                .map((row, context) -> event(row))
                .list();
    }

    private static CostEvent event(ResultSet row) throws SQLException {
        return new CostEvent(
                row.getString("idempotency_key"),
                row.getLong("run_id"),
                row.getString("role"),
                row.getString("stage"),
                row.getInt("attempt"),
                row.getString("back_end"),
                Optional.ofNullable(row.getString("model")),
                row.getInt("turns"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getLong("cache_read_tokens"),
                row.getLong("cache_write_tokens"),
                new Usd(row.getBigDecimal("usd")),
                row.getBoolean("estimated"),
                row.getBigDecimal("worker_seconds"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
