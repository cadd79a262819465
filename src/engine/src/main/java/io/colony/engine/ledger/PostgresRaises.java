package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Raise;
import io.colony.engine.ledger.Ledger.Scope;
import java.time.Instant;
import java.time.ZoneOffset;

/** Adds to the table {@code budgets}, whose rows never change. */
final class PostgresRaises {
    private PostgresRaises() {}

    /** Who asked for it, why, and when. */
    record Grounds(String by, String reason, Instant now) {}

    static void add(Transaction transaction, Scope scope, long scopeId, Raise.Granted granted, Grounds grounds) {
        transaction
                .handle()
                .createUpdate("""
                        insert into budgets (scope, scope_id, usd, set_by, reason, created_at, expires_at)
                        values (:scope, :id, :usd, :by, :reason, :now, :expires)
                        """)
                .bind("scope", scope.slug())
                .bind("id", scopeId)
                .bind("usd", granted.ceiling().amount())
                .bind("by", grounds.by())
                .bind("reason", grounds.reason())
                .bind("now", grounds.now().atOffset(ZoneOffset.UTC))
                .bind("expires", granted.expiresAt().atOffset(ZoneOffset.UTC))
                .execute();
    }
}
