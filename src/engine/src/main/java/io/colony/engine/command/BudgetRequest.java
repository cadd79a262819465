package io.colony.engine.command;

import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Usd;

/**
 * A person's wish to raise a ceiling.
 *
 * @param scope the ceiling: of each run of an issue, of an issue, of a repository's day, of a tenant's month
 * @param subject {@code owner/name#12} for a run or an issue, {@code owner/name} for a repository, a tenant's slug
 * @param usd the new ceiling itself, not what is added to the old one
 * @param login who asks, as the code host knows them
 */
public record BudgetRequest(Scope scope, String subject, Usd usd, String login, String reason) {
    /** To raise the ceiling of a repository's day. */
    public static BudgetRequest ofRepository(String repository, Usd usd, String login, String reason) {
        return new BudgetRequest(Scope.REPOSITORY, repository, usd, login, reason);
    }

    /** To raise the ceiling of a tenant's month. */
    public static BudgetRequest ofTenant(String tenant, Usd usd, String login, String reason) {
        return new BudgetRequest(Scope.TENANT, tenant, usd, login, reason);
    }
}
