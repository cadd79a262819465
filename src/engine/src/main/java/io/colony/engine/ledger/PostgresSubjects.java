package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Scope;
import java.util.Optional;
import java.util.OptionalLong;

/** What people call the owner of a budget, and whose account it is. */
final class PostgresSubjects {
    private PostgresSubjects() {}

    /** An issue's key, a repository's slug, a tenant's slug. */
    static String of(Transaction transaction, Scope scope, long scopeId) {
        String sql = switch (scope) {
            case RUN, ISSUE ->
                "select r.slug || '#' || i.number from issues i join repositories r on r.id = i.repository_id"
                        + " where i.id = :id";
            case REPOSITORY -> "select slug from repositories where id = :id";
            case TENANT -> "select slug from tenants where id = :id";
        };
        return transaction
                .handle()
                .createQuery(sql)
                .bind("id", scopeId)
                .mapTo(String.class)
                .findOne()
                .orElse(scope.slug() + " " + scopeId);
    }

    /** The id behind what people call it. */
    static OptionalLong find(Transaction transaction, Scope scope, String subject) {
        String sql = switch (scope) {
            case RUN, ISSUE ->
                "select i.id from issues i join repositories r on r.id = i.repository_id"
                        + " where r.slug || '#' || i.number = :subject and r.slug = split_part(:subject, '#', 1)"
                        + " order by i.id limit 1";
            case REPOSITORY -> "select id from repositories where slug = :subject order by id limit 1";
            case TENANT -> "select id from tenants where slug = :subject";
        };
        return transaction
                .handle()
                .createQuery(sql)
                .bind("subject", subject)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** The account that a scope's id belongs to, with 0 for what lies below the scope; empty where there is none such. */
    static Optional<Account> account(Transaction transaction, Scope scope, long scopeId) {
        String sql = switch (scope) {
            case RUN, ISSUE -> "select tenant_id, repository_id, id from issues where id = :id";
            case REPOSITORY -> "select tenant_id, id, 0 from repositories where id = :id";
            case TENANT -> "select id, 0, 0 from tenants where id = :id";
        };
        return transaction
                .handle()
                .createQuery(sql)
                .bind("id", scopeId)
                .map((row, context) -> new Account(row.getLong(1), row.getLong(2), row.getLong(3)))
                .findOne();
    }
}
