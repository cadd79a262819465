package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.BudgetWarning.Level;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Standing.Sum;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table {@code ledger_warnings}: one row per scope, period, ceiling and level. */
final class PostgresWarnings {
    private static final List<Scope> WARNED = List.of(Scope.ISSUE, Scope.REPOSITORY, Scope.TENANT);

    private final BudgetListener listener;

    PostgresWarnings(BudgetListener listener) {
        this.listener = listener;
    }

    /** Records a warning for each ceiling that a run, once admitted, brings near. */
    void admitted(Transaction transaction, Account account, Standing standing, Usd run, Instant now) {
        for (Scope scope : WARNED) {
            Sum sum = standing.sum(scope);
            standing.ceilings()
                    .of(scope)
                    .filter(ceiling -> account.limitedBy(scope))
                    .filter(ceiling -> isNear(
                            sum.both().plus(run), ceiling, standing.ceilings().warnPercent()))
                    .ifPresent(ceiling -> record(
                            transaction,
                            account,
                            scope,
                            Level.NEAR,
                            new Figures(ceiling, sum.spent(), sum.reserved().plus(run)),
                            now));
        }
    }

    /** Records that a run was not started because of a ceiling. */
    void refused(Transaction transaction, Account account, Scope scope, Figures figures, Instant now) {
        if (WARNED.contains(scope)) {
            record(transaction, account, scope, Level.REACHED, figures, now);
        }
    }

    private static boolean isNear(Usd committed, Usd ceiling, int percent) {
        return committed.amount().movePointRight(2).compareTo(ceiling.amount().multiply(BigDecimal.valueOf(percent)))
                >= 0;
    }

    /** What a warning says. */
    record Figures(Usd ceiling, Usd spent, Usd reserved) {}

    private void record(
            Transaction transaction, Account account, Scope scope, Level level, Figures figures, Instant now) {
        String period = Period.of(scope, now);
        long scopeId = account.id(scope);
        Optional<Long> added = transaction
                .handle()
                .createQuery("""
                        insert into ledger_warnings (tenant_id, scope, scope_id, period, level, ceiling, spent, reserved, at)
                        values (:tenant, :scope, :id, :period, :level, :ceiling, :spent, :reserved, :now)
                        on conflict do nothing returning id
                        """)
                .bind("tenant", account.tenantId())
                .bind("scope", scope.slug())
                .bind("id", scopeId)
                .bind("period", period)
                .bind("level", level.name().toLowerCase(Locale.ROOT))
                .bind("ceiling", figures.ceiling().amount())
                .bind("spent", figures.spent().amount())
                .bind("reserved", figures.reserved().amount())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .findOne();
        added.ifPresent(id -> listener.onWarning(
                transaction,
                new BudgetWarning(
                        id,
                        account.tenantId(),
                        scope,
                        scopeId,
                        PostgresSubjects.of(transaction, scope, scopeId),
                        period,
                        level,
                        figures.ceiling(),
                        figures.spent(),
                        figures.reserved(),
                        now)));
    }
}
