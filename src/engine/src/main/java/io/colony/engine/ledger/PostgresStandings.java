package io.colony.engine.ledger;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Standing.Sum;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Reads how an account stands, in one statement. */
final class PostgresStandings {
    private static final String RAISE = """
            (select usd from budgets where scope = '%1$s' and scope_id = a.%2$s and (expires_at is null or expires_at > a.now)
             order by id desc limit 1) as %1$s_raise
            """;
    private static final String SQL = "select " + RAISE.formatted("run", "issue") + ", "
            + RAISE.formatted("issue", "issue")
            + ", " + RAISE.formatted("repository", "repository") + ", " + RAISE.formatted("tenant", "tenant") + """
            , i.spent as issue_spent, i.reserved as issue_reserved, d.spent as day_spent, d.reserved as day_reserved,
              (select sum(usd) from reservations
               where state = 'open' and repository_id = a.repository and created_at < a.day_start) as day_carried,
              case when a.with_tenant then (
                select sum(m.spent) from repositories r
                join ledger_totals m on m.scope = 'repository-month' and m.scope_id = r.id and m.period = a.month
                where r.tenant_id = a.tenant) end as month_spent,
              case when a.with_tenant then (
                select sum(usd) from reservations where state = 'open' and tenant_id = a.tenant) end as month_reserved,
              exists (select 1 from budget_waits where issue_id = a.issue) as waiting
            from (select ?::bigint as tenant, ?::bigint as repository, ?::bigint as issue, ?::timestamptz as now,
                    ?::timestamptz as day_start, ?::text as day, ?::text as month, ?::boolean as with_tenant) a
            left join ledger_totals i on i.scope = 'issue' and i.scope_id = a.issue and i.period = ''
            left join ledger_totals d on d.scope = 'repository' and d.scope_id = a.repository and d.period = a.day
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
        return ask(transaction, account, now).rows().getFirst();
    }

    Standing read(Transaction transaction, Account account, Instant now, boolean withTenant) {
        return ask(transaction, account, now, withTenant).rows().getFirst();
    }

    /** The same without waiting: the one row of the answer. */
    Answer<Standing> ask(Transaction transaction, Account account, Instant now) {
        return ask(transaction, account, now, limitsTenants());
    }

    private Answer<Standing> ask(Transaction transaction, Account account, Instant now, boolean withTenant) {
        return transaction.ask(
                this::standing,
                SQL,
                account.tenantId(),
                account.repositoryId(),
                account.issue(),
                now,
                Period.dayStart(now),
                Period.day(now),
                Period.month(now),
                withTenant);
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
