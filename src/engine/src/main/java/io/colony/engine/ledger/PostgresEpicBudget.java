package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;

/** {@link EpicBudget} on the tables {@code ledger_totals}, {@code reservations} and {@code budgets}. */
final class PostgresEpicBudget implements EpicBudget {
    private final Ledger ledger;

    PostgresEpicBudget(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Usd left(Transaction transaction, Account epic, long ownRun, Usd ownCost, Instant now) {
        Usd ceiling = ledger.ceilings(transaction, epic, now).issue();
        Usd own = ledger.openReservation(transaction, ownRun).orElse(Usd.ZERO);
        Usd bound = transaction
                .handle()
                .createQuery("""
                        select coalesce((select spent + reserved from ledger_totals
                                         where scope = 'issue' and scope_id = :epic and period = ''), 0)
                          + coalesce((select sum(b.usd) from issue_dependencies d
                                      cross join lateral (select usd from budgets
                                                          where scope = 'issue' and scope_id = d.depends_on
                                                            and expires_at is null
                                                          order by id limit 1) b
                                      where d.issue_id = :epic and d.kind = 'child'), 0)
                        """)
                .bind("epic", epic.issueId())
                .mapTo(BigDecimal.class)
                .map(Usd::new)
                .one();
        return ceiling.plus(own).minus(ownCost).minus(bound).max(Usd.ZERO);
    }

    @Override
    public void limit(Transaction transaction, long issueId, Usd ceiling, String by, String reason, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        insert into budgets (scope, scope_id, usd, set_by, reason, created_at)
                        values ('issue', :issue, :usd, :by, :reason, :now)
                        """)
                .bind("issue", issueId)
                .bind("usd", ceiling.amount())
                .bind("by", by)
                .bind("reason", reason)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }
}
