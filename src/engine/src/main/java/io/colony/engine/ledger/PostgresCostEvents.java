package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Adds to {@code cost_events}, whose rows never change, and in the same statement to all that is summed over them. */
final class PostgresCostEvents {
    /** The rows of ledger_totals are locked already, so that the order of this statement's updates is of no account. */
    private static final String BOOK = """
            with booked as (
              insert into cost_events (idempotency_key, kind, corrects, tenant_id, repository_id, issue_id, run_id, role,
                stage, attempt, back_end, model, turns, input_tokens, output_tokens, cache_read_tokens,
                cache_write_tokens, cache_write_1h_tokens, usd, estimated, basis, worker_seconds, at, booked_at)
              values (:key, :kind, :corrects, :tenant, :repository, :issue, :run, :role,
                :stage, :attempt, :backEnd, :model, :turns, :input, :output, :cacheRead,
                :cacheWrite, :cacheWrite1h, :usd, :estimated, :basis, :seconds, :at, :bookedAt)
              on conflict (idempotency_key) do nothing
              returning *
            ), closed as (
              update reservations set state = 'settled', closed_at = :closedAt
              where run_id = :run and state = 'open' and exists (select 1 from booked)
              returning usd
            ), parts as (
              select 'issue' as scope, :issue as scope_id, '' as period, usd as spent, 0 as reserved, 1 as events
              from booked
              union all select 'repository', :repository, :day, usd, 0, 1 from booked
              union all select 'repository-month', :repository, :month, usd, 0, 1 from booked
              union all select 'issue', :issue, '', 0, usd, 0 from closed
              union all select 'repository', :repository, :reservedDay, 0, usd, 0 from closed
            ), totals as (
              update ledger_totals t
              set spent = t.spent + d.spent, reserved = t.reserved - d.reserved, events = t.events + d.events
              from (select scope, scope_id, period, sum(spent) as spent, sum(reserved) as reserved, sum(events) as events
                    from parts group by scope, scope_id, period) d
              where (t.scope, t.scope_id, t.period) = (d.scope, d.scope_id, d.period)
            ), rollup as (
              insert into cost_rollups as u (tenant_id, day, repository_id, role, stage, back_end, model, events, runs,
                turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, usd,
                estimated_usd, estimates, worker_seconds)
              select tenant_id, :day::date, repository_id, role, stage, back_end, coalesce(model, ''), 1, :sign,
                turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, usd,
                case when estimated then usd else 0 end, case when estimated then :sign else 0 end, worker_seconds
              from booked
              on conflict (tenant_id, day, repository_id, role, stage, back_end, model) do update
              set events = u.events + excluded.events, runs = u.runs + excluded.runs, turns = u.turns + excluded.turns,
                input_tokens = u.input_tokens + excluded.input_tokens,
                output_tokens = u.output_tokens + excluded.output_tokens,
                cache_read_tokens = u.cache_read_tokens + excluded.cache_read_tokens,
                cache_write_tokens = u.cache_write_tokens + excluded.cache_write_tokens,
                cache_write_1h_tokens = u.cache_write_1h_tokens + excluded.cache_write_1h_tokens,
                usd = u.usd + excluded.usd, estimated_usd = u.estimated_usd + excluded.estimated_usd,
                estimates = u.estimates + excluded.estimates,
                worker_seconds = u.worker_seconds + excluded.worker_seconds
            )
            select (select count(*) from booked) as booked,
              exists (select 1 from budget_waits w where not w.stopped
                and (w.issue_id = :issue or (w.scope = 'repository' and w.repository_id = :repository)
                     or (w.scope = 'tenant' and w.tenant_id = :tenant))) as waits
            """;

    private PostgresCostEvents() {}

    /**
     * How an event is booked.
     *
     * @param reservedAt when what it settles was reserved
     * @param corrects the id of the event that it corrects
     * @param now when it is booked
     */
    record Terms(Instant reservedAt, Optional<Long> corrects, Instant now) {}

    /**
     * What came of it.
     *
     * @param isNew {@code false} when the key was booked before; nothing was changed then
     * @param waits whether somebody waits for money of this account
     */
    record Booked(boolean isNew, boolean waits) {}

    /** Books an event; the rows of {@code ledger_totals} that it counts in must be locked. */
    static Booked book(Transaction transaction, Account account, CostEvent event, Terms terms) {
        Query query = transaction.handle().createQuery(BOOK);
        bindEvent(query, event);
        return query.bind("tenant", account.tenantId())
                .bind("repository", account.repositoryId())
                .bind("issue", account.issueId())
                .bindByType("corrects", terms.corrects().orElse(null), Long.class)
                .bindByType(
                        "bookedAt", terms.corrects().map(id -> utc(terms.now())).orElse(null), OffsetDateTime.class)
                .bind("closedAt", utc(terms.now()))
                .bind("day", Period.day(event.at()))
                .bind("month", Period.month(event.at()))
                .bind("reservedDay", Period.day(terms.reservedAt()))
                .bind("sign", event.kind() == CostEvent.Kind.REVERSAL ? -1 : 1)
                .map((row, context) -> new Booked(row.getLong("booked") == 1, row.getBoolean("waits")))
                .one();
    }

    private static void bindEvent(Query query, CostEvent event) {
        query.bind("key", event.key())
                .bind("kind", event.kind().slug())
                .bind("run", event.runId())
                .bind("role", event.role())
                .bind("stage", event.stage())
                .bind("attempt", event.attempt())
                .bind("backEnd", event.backEnd())
                .bindByType("model", event.model().orElse(null), String.class)
                .bind("turns", event.turns())
                .bind("input", event.tokens().input())
                .bind("output", event.tokens().output())
                .bind("cacheRead", event.tokens().cacheRead())
                .bind("cacheWrite", event.tokens().cacheWrite())
                .bind("cacheWrite1h", event.tokens().cacheWrite1h())
                .bind("usd", event.usd().amount())
                .bind("estimated", event.estimated())
                .bindByType("basis", event.basis().map(CostBasis::slug).orElse(null), String.class)
                .bind("seconds", event.workerSeconds())
                .bind("at", utc(event.at()));
    }

    /**
     * An event as stored.
     *
     * @param corrected whether it was taken back
     */
    record Stored(long id, CostEvent event, boolean corrected) {}

    static Optional<Stored> find(Transaction transaction, String key) {
        return transaction
                .handle()
                .createQuery("""
                        select e.*, exists (select 1 from cost_events c where c.corrects = e.id) as corrected
                        from cost_events e where e.idempotency_key = :key
                        """)
                .bind("key", key)
                .map((row, context) -> new Stored(row.getLong("id"), event(row), row.getBoolean("corrected")))
                .findOne();
    }

    static CostEvent event(ResultSet row) throws SQLException {
        return new CostEvent(
                row.getString("idempotency_key"),
                CostEvent.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getLong("run_id"),
                row.getString("role"),
                row.getString("stage"),
                row.getInt("attempt"),
                row.getString("back_end"),
                Optional.ofNullable(row.getString("model")),
                row.getInt("turns"),
                new Tokens(
                        row.getLong("input_tokens"),
                        row.getLong("output_tokens"),
                        row.getLong("cache_read_tokens"),
                        row.getLong("cache_write_tokens"),
                        row.getLong("cache_write_1h_tokens")),
                new Usd(row.getBigDecimal("usd")),
                row.getBoolean("estimated"),
                Optional.ofNullable(row.getString("basis")).flatMap(CostBasis::ofSlug),
                row.getBigDecimal("worker_seconds"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
