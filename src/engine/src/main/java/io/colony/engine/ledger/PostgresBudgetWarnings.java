package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

final class PostgresBudgetWarnings implements BudgetWarnings {
    @Override
    public Optional<BudgetWarning> find(Transaction transaction, long id) {
        return transaction
                .handle()
                .createQuery("select * from ledger_warnings where id = :id")
                .bind("id", id)
                .map((row, context) -> warning(transaction, row))
                .findOne();
    }

    @Override
    public List<BudgetWarning> since(Transaction transaction, long tenantId, Instant since, int most) {
        return transaction
                .handle()
                .createQuery("""
                        select * from ledger_warnings where tenant_id = :tenant and at >= :since
                        order by at desc, id desc limit :most
                        """)
                .bind("tenant", tenantId)
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .map((row, context) -> warning(transaction, row))
                .list();
    }

    private static BudgetWarning warning(Transaction transaction, ResultSet row) throws SQLException {
        Scope scope = Scope.ofSlug(row.getString("scope"));
        long scopeId = row.getLong("scope_id");
        return new BudgetWarning(
                row.getLong("id"),
                row.getLong("tenant_id"),
                scope,
                scopeId,
                PostgresSubjects.of(transaction, scope, scopeId),
                row.getString("period"),
                BudgetWarning.Level.valueOf(row.getString("level").toUpperCase(Locale.ROOT)),
                new Usd(row.getBigDecimal("ceiling")),
                new Usd(row.getBigDecimal("spent")),
                new Usd(row.getBigDecimal("reserved")),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
