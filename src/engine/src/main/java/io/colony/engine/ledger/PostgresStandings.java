package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Standing.Sum;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads how an account stands, in one statement. */
final class PostgresStandings {
    private static final String RAISE = """
            (select usd from budgets where scope = '%s' and scope_id = :%s and (expires_at is null or expires_at > :now)
             order by id desc limit 1) as %1$s_raise
            """;
    private static final String SQL = "select " + RAISE.formatted("run", "issue") + ", "
            + RAISE.formatted("issue", "issue")
            + ", " + RAISE.formatted("repository", "repository") + ", " + RAISE.formatted("tenant", "tenant") + """
            , i.spent as issue_spent, i.reserved as issue_reserved, d.spent as day_spent, d.reserved as day_reserved,
              (select sum(usd) from reservations
               where state = 'open' and repository_id = :repository and created_at < :dayStart) as day_carried,
              case when :withTenant then (
                select sum(m.spent) from repositories r
                join ledger_totals m on m.scope = 'repository-month' and m.scope_id = r.id and m.period = :month
                where r.tenant_id = :tenant) end as month_spent,
              case when :withTenant then (
                select sum(usd) from reservations where state = 'open' and tenant_id = :tenant) end as month_reserved,
              exists (select 1 from budget_waits where issue_id = :issue) as waiting
            from (select 1) one
            left join ledger_totals i on i.scope = 'issue' and i.scope_id = :issue and i.period = ''
            left join ledger_totals d on d.scope = 'repository' and d.scope_id = :repository and d.period = :day
            """;

    private final Ceilings defaults;

    PostgresStandings(Ceilings defaults) {
        this.defaults = defaults;
    }

    boolean limitsTenants() {
        return defaults.tenantMonth().isPresent();
    }

    /** With the tenant's month only where it has a ceiling. */
    Standing read(Transaction transaction, Account account, Instant now) {
        return read(transaction, account, now, limitsTenants());
    }

    Standing read(Transaction transaction, Account account, Instant now, boolean withTenant) {
        return transaction
                .handle()
                .createQuery(SQL)
                .bind("tenant", account.tenantId())
                .bind("repository", account.repositoryId())
                .bind("issue", account.issueId())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("dayStart", Period.dayStart(now).atOffset(ZoneOffset.UTC))
                .bind("day", Period.day(now))
                .bind("month", Period.month(now))
                .bind("withTenant", withTenant)
                .map((row, context) -> standing(row))
                .one();
    }

    private Standing standing(ResultSet row) throws SQLException {
        Optional<Usd> tenantRaise = raise(row, "tenant_raise");
        return new Standing(
                new Ceilings(
                        raise(row, "run_raise").orElse(defaults.run()),
                        raise(row, "issue_raise").orElse(defaults.issue()),
                        raise(row, "repository_raise").orElse(defaults.repositoryDay()),
                        defaults.tenantMonth().map(byDefault -> tenantRaise.orElse(byDefault)),
                        defaults.warnPercent()),
                new Sum(usd(row, "issue_spent"), usd(row, "issue_reserved")),
                new Sum(usd(row, "day_spent"), usd(row, "day_reserved").plus(usd(row, "day_carried"))),
                new Sum(usd(row, "month_spent"), usd(row, "month_reserved")),
                row.getBoolean("waiting"));
    }

    private static Optional<Usd> raise(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBigDecimal(column)).map(Usd::new);
    }

    private static Usd usd(ResultSet row, String column) throws SQLException {
        BigDecimal amount = row.getBigDecimal(column);
        return amount == null ? Usd.ZERO : new Usd(amount);
    }
}
