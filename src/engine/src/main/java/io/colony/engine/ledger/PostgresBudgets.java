package io.colony.engine.ledger;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Raise;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Standing.Sum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Budgets from the tables {@code budgets}, {@code budget_waits} and {@code ledger_warnings}. */
final class PostgresBudgets implements Budgets {
    private static final int MOST = 500;

    private final Ledger ledger;
    private final Ceilings defaults;
    private final AuditLog audit;
    private final PostgresStandings standings;

    PostgresBudgets(Ledger ledger, Ceilings defaults, AuditLog audit) {
        this.ledger = ledger;
        this.defaults = defaults;
        this.audit = audit;
        this.standings = new PostgresStandings(defaults);
    }

    @Override
    public OptionalLong find(Transaction transaction, Scope scope, String subject) {
        return PostgresSubjects.find(transaction, scope, subject);
    }

    @Override
    public List<Budget> show(Transaction transaction, Scope scope, long scopeId, Instant now) {
        Optional<Account> account = PostgresSubjects.account(transaction, scope, scopeId);
        if (account.isEmpty()) {
            return List.of();
        }
        Standing standing = standings.read(transaction, account.get(), now, true);
        List<Budget> budgets = new ArrayList<>();
        for (Scope around : Scope.values()) {
            if (around.compareTo(scope == Scope.ISSUE ? Scope.RUN : scope) >= 0) {
                budgets.add(budget(transaction, around, account.get(), standing, now));
            }
        }
        return budgets;
    }

    @Override
    public Optional<Usd> inForce(Transaction transaction, Scope scope, long scopeId, Instant now) {
        return PostgresSubjects.account(transaction, scope, scopeId)
                .flatMap(account -> ledger.ceilings(transaction, account, now).of(scope));
    }

    private Budget budget(Transaction transaction, Scope scope, Account account, Standing standing, Instant now) {
        long id = account.id(scope);
        Sum sum = standing.sum(scope);
        return new Budget(
                scope,
                PostgresSubjects.of(transaction, scope, id),
                Period.of(scope, now),
                defaults.of(scope),
                standing.ceilings().of(scope),
                raised(transaction, scope, id, now),
                sum.spent(),
                sum.reserved());
    }

    private static Optional<Budget.Raised> raised(Transaction transaction, Scope scope, long id, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        select usd, set_by, reason, created_at, expires_at from budgets
                        where scope = :scope and scope_id = :id and expires_at > :now
                        order by id desc limit 1
                        """)
                .bind("scope", scope.slug())
                .bind("id", id)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, context) -> new Budget.Raised(
                        new Usd(row.getBigDecimal(1)),
                        row.getString(2),
                        row.getString(3),
                        instant(row, "created_at"),
                        instant(row, "expires_at")))
                .findOne();
    }

    @Override
    public Outcome raise(Transaction transaction, Scope scope, long scopeId, Usd usd, Grounds asked) {
        Optional<Account> account = PostgresSubjects.account(transaction, scope, scopeId);
        if (asked.reason().isBlank() || account.isEmpty()) {
            String why = account.isEmpty()
                    ? "There is no " + scope.slug() + " with the id " + scopeId + "."
                    : "A raise needs a reason, for those who read the audit log.";
            return new Outcome(new Raise.Refused(why), Optional.empty(), OptionalLong.empty());
        }
        Grounds grounds = asked.storable();
        Optional<Usd> before =
                ledger.ceilings(transaction, account.get(), grounds.now()).of(scope);
        Raise raise = ledger.raise(transaction, scope, scopeId, usd, grounds.by(), grounds.reason(), grounds.now());
        if (raise instanceof Raise.Granted granted) {
            note(transaction, account.get(), scope, granted, new Change(before, grounds));
            return new Outcome(raise, before, stopped(transaction, scope, scopeId));
        }
        return new Outcome(raise, before, OptionalLong.empty());
    }

    private record Change(Optional<Usd> before, Grounds grounds) {}

    private void note(Transaction transaction, Account account, Scope scope, Raise.Granted granted, Change change) {
        audit.append(
                transaction,
                account.tenantId(),
                change.grounds().now(),
                "operator:" + change.grounds().by(),
                "budget-raised",
                PostgresSubjects.of(transaction, scope, account.id(scope)),
                Json.object()
                        .put("scope", scope.slug())
                        .put(
                                "from_usd",
                                change.before()
                                        .map(usd -> usd.amount().toPlainString())
                                        .orElse(""))
                        .put("to_usd", granted.ceiling().amount().toPlainString())
                        .put("expires_at", granted.expiresAt().toString())
                        .put("reason", change.grounds().reason()));
    }

    private static OptionalLong stopped(Transaction transaction, Scope scope, long scopeId) {
        if (scope != Scope.ISSUE && scope != Scope.RUN) {
            return OptionalLong.empty();
        }
        return transaction
                .handle()
                .createQuery("select issue_id from budget_waits where issue_id = :id and stopped and scope = :scope")
                .bind("id", scopeId)
                .bind("scope", scope.slug())
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public List<BudgetWarning> warnings(Transaction transaction, long tenantId, Instant since) {
        return BudgetWarnings.postgres().since(transaction, tenantId, since, MOST);
    }

    @Override
    public List<Waiting> waiting(Transaction transaction, long tenantId) {
        return transaction
                .handle()
                .createQuery("""
                        select r.slug || '#' || i.number as issue, w.scope, w.stopped, w.reason, w.since
                        from budget_waits w
                        join issues i on i.id = w.issue_id
                        join repositories r on r.id = i.repository_id
                        left join tasks t on t.issue_id = i.id and t.state = 'queued' and t.held_until is not null
                        where w.tenant_id = :tenant
                          and case when w.stopped then i.state = 'failure-blocked' else t.id is not null end
                        order by w.since, w.issue_id limit :most
                        """)
                .bind("tenant", tenantId)
                .bind("most", MOST)
                .map((row, context) -> new Waiting(
                        row.getString("issue"),
                        Scope.ofSlug(row.getString("scope")),
                        row.getBoolean("stopped"),
                        row.getString("reason"),
                        instant(row, "since")))
                .list();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
