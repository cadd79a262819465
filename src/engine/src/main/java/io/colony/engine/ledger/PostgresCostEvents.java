package io.colony.engine.ledger;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds to {@code cost_events}, whose rows never change, and in the same statement to all that is summed over them. */
final class PostgresCostEvents {
    /** The rows of ledger_totals are locked already, so that the order of this statement's parts is of no account. */
    private static final String BOOK = """
            with given as (
              select ?::text as key, ?::text as kind, ?::bigint as corrects, ?::bigint as tenant, ?::bigint as repository,
                ?::bigint as issue, ?::bigint as run, ?::text as role, ?::text as stage, ?::integer as attempt,
                ?::text as back_end, ?::text as model, ?::integer as turns, ?::bigint as input, ?::bigint as output,
                ?::bigint as cache_read, ?::bigint as cache_write, ?::bigint as cache_write_1h, ?::numeric as usd,
                ?::boolean as estimated, ?::text as basis, ?::numeric as seconds, ?::timestamptz as at,
                ?::timestamptz as booked_at, ?::timestamptz as closed_at, ?::text as day, ?::text as month,
                ?::integer as sign
            ), booked as (
              insert into cost_events (idempotency_key, kind, corrects, tenant_id, repository_id, issue_id, run_id, role,
                stage, attempt, back_end, model, turns, input_tokens, output_tokens, cache_read_tokens,
                cache_write_tokens, cache_write_1h_tokens, usd, estimated, basis, worker_seconds, at, booked_at)
              select key, kind, corrects, tenant, repository, issue, run, role, stage, attempt, back_end, model, turns,
                input, output, cache_read, cache_write, cache_write_1h, usd, estimated, basis, seconds, at, booked_at
              from given
              on conflict (idempotency_key) do nothing
              returning *
            ), closed as (
              update reservations r set state = 'settled', closed_at = g.closed_at
              from given g
              where r.run_id = g.run and r.state = 'open' and exists (select 1 from booked)
              returning r.usd, to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD') as day
            ), parts as (
              select 'issue' as scope, issue_id as scope_id, '' as period, usd as spent, 0 as reserved, 1 as events
              from booked where issue_id is not null
              union all select 'repository', b.repository_id, g.day, b.usd, 0, 1 from booked b, given g
              union all select 'repository-month', b.repository_id, g.month, b.usd, 0, 1 from booked b, given g
              union all select 'issue', g.issue, '', 0, c.usd, 0 from closed c, given g where g.issue is not null
              union all select 'repository', g.repository, c.day, 0, c.usd, 0 from closed c, given g
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
              select b.tenant_id, g.day::date, b.repository_id, b.role, b.stage, b.back_end, coalesce(b.model, ''), 1,
                g.sign, b.turns, b.input_tokens, b.output_tokens, b.cache_read_tokens, b.cache_write_tokens,
                b.cache_write_1h_tokens, b.usd, case when b.estimated then b.usd else 0 end,
                case when b.estimated then g.sign else 0 end, b.worker_seconds
              from booked b, given g
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
            select count(*) = 1 from booked
            """;

    /** With a snapshot of its own: a claim that was refused before we had the accounts' locks has noted its wait. */
    private static final String WAITS = """
            select exists (select 1 from budget_waits w where not w.stopped and w.issue_id = ?)
              or exists (select 1 from budget_waits w where not w.stopped and w.scope = 'repository' and w.repository_id = ?)
              or exists (select 1 from budget_waits w where not w.stopped and w.scope = 'tenant' and w.tenant_id = ?)
            """;

    private PostgresCostEvents() {}

    /**
     * How an event is booked.
     *
     * @param corrects the id of the event that it corrects
     * @param now when it is booked
     */
    record Terms(Optional<Long> corrects, Instant now) {}

    /**
     * What came of it.
     *
     * @param isNew {@code false} when the key was booked before; nothing was changed then
     * @param waits whether somebody waits for money of this account
     */
    record Booked(boolean isNew, boolean waits) {}

    /** Books an event and closes its run's reservation; the rows of {@code ledger_totals} that both count in must be locked. */
    static Booked book(Transaction transaction, Account account, CostEvent event, Terms terms) {
        Answer<Boolean> isNew = transaction.ask(row -> row.getBoolean(1), BOOK, values(account, event, terms));
        Answer<Boolean> waits = transaction.ask(
                row -> row.getBoolean(1), WAITS, account.issue(), account.repositoryId(), account.tenantId());
        return new Booked(isNew.rows().getFirst(), waits.rows().getFirst());
    }

    private static @Nullable Object[] values(Account account, CostEvent event, Terms terms) {
        return new @Nullable Object[] {
            event.key(),
            event.kind().slug(),
            terms.corrects(),
            account.tenantId(),
            account.repositoryId(),
            account.issue(),
            event.runId(),
            event.role(),
            event.stage(),
            event.attempt(),
            event.backEnd(),
            event.model(),
            event.turns(),
            event.tokens().input(),
            event.tokens().output(),
            event.tokens().cacheRead(),
            event.tokens().cacheWrite(),
            event.tokens().cacheWrite1h(),
            event.usd().amount(),
            event.estimated(),
            event.basis().map(CostBasis::slug),
            event.workerSeconds(),
            event.at(),
            terms.corrects().map(id -> terms.now()),
            terms.now(),
            Period.day(event.at()),
            Period.month(event.at()),
            event.kind() == CostEvent.Kind.REVERSAL ? -1 : 1
        };
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
}
