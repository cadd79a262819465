package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.StoreFixture;
import io.colony.engine.ledger.Ledger.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store, and the sums that must agree in it. */
final class LedgerFixture implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final StoreFixture store = new StoreFixture();

    static CostEvent event(String key, long runId, String usd, Instant at) {
        return new CostEvent(
                key,
                runId,
                "builder",
                "develop",
                1,
                "command",
                Optional.of("m"),
                3,
                100,
                20,
                30,
                4,
                Usd.of(usd),
                false,
                new BigDecimal("1.5"),
                at);
    }

    /** Every roll-up row that says something else than the events and open reservations that belong to it. */
    List<String> disagreements() {
        return store.database().inTransaction(LedgerFixture::disagreements);
    }

    private static List<String> disagreements(Transaction transaction) {
        return transaction.handle().createQuery("""
                        with event_periods as (
                          select 'issue' as scope, issue_id as scope_id, '' as period, usd from cost_events
                          union all
                          select 'repository', repository_id, to_char(at at time zone 'UTC', 'YYYY-MM-DD'), usd
                          from cost_events
                          union all
                          select 'tenant', tenant_id, to_char(at at time zone 'UTC', 'YYYY-MM'), usd from cost_events
                        ), reservation_periods as (
                          select 'issue' as scope, issue_id as scope_id, '' as period, usd
                          from reservations where state = 'open'
                          union all
                          select 'repository', repository_id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD'), usd
                          from reservations where state = 'open'
                          union all
                          select 'tenant', tenant_id, to_char(created_at at time zone 'UTC', 'YYYY-MM'), usd
                          from reservations where state = 'open'
                        ), expected as (
                          select scope, scope_id, period, sum(spent) as spent, sum(reserved) as reserved,
                            sum(events) as events
                          from (
                            select scope, scope_id, period, usd as spent, 0 as reserved, 1 as events from event_periods
                            union all
                            select scope, scope_id, period, 0, usd, 0 from reservation_periods
                          ) parts
                          group by scope, scope_id, period
                        )
                        select concat_ws(' ', scope, scope_id, period, 'rows', t.spent, t.reserved, t.events,
                          'expected', e.spent, e.reserved, e.events)
                        from expected e full join ledger_totals t using (scope, scope_id, period)
                        where (coalesce(t.spent, 0), coalesce(t.reserved, 0), coalesce(t.events, 0))
                          is distinct from (coalesce(e.spent, 0), coalesce(e.reserved, 0), coalesce(e.events, 0))
                        """).mapTo(String.class).list();
    }

    CostReport.Total issueTotal(Account account) {
        return store.database()
                .inTransaction(transaction -> CostReport.postgres().issue(transaction, account.issueId()));
    }

    CostReport.Total dayTotal(Account account, Instant at) {
        return store.database()
                .inTransaction(
                        transaction -> CostReport.postgres().repositoryDay(transaction, account.repositoryId(), at));
    }

    @Override
    public void close() {
        store.close();
    }
}
