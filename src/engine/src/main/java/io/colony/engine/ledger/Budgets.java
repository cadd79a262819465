package io.colony.engine.ledger;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Raise;
import io.colony.engine.ledger.Ledger.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The ceilings as people see and raise them. Who may raise what is for the caller to decide. Every method takes part in
 * the given transaction.
 */
public interface Budgets {
    /** @param ledger with the same defaults */
    static Budgets postgres(Ledger ledger, Ceilings defaults, AuditLog audit) {
        return new PostgresBudgets(ledger, defaults, audit);
    }

    /**
     * Whose budget people mean.
     *
     * @param subject {@code owner/name#12} for a run or an issue, {@code owner/name} for a repository, a tenant's slug
     */
    OptionalLong find(Transaction transaction, Scope scope, String subject);

    /** The ceiling of a scope and of those around it, the narrowest first. */
    List<Budget> show(Transaction transaction, Scope scope, long scopeId, Instant now);

    /** The ceiling in force for a scope, without all that {@link #show} reads; empty where it is off or there is none such. */
    Optional<Usd> inForce(Transaction transaction, Scope scope, long scopeId, Instant now);

    /**
     * Raises a ceiling for 48 hours, with an audit row, and lets what was held for it try again.
     *
     * @param usd the new ceiling itself
     * @param grounds whose reason must say something
     */
    Outcome raise(Transaction transaction, Scope scope, long scopeId, Usd usd, Grounds grounds);

    /** The tenant's warnings since an instant, newest first; at most 500. */
    List<BudgetWarning> warnings(Transaction transaction, long tenantId, Instant since);

    /** Which issues of a tenant wait for money, the longest first; at most 500. */
    List<Waiting> waiting(Transaction transaction, long tenantId);

    /** Who asks for a raise, why, and when. */
    record Grounds(String by, String reason, Instant now) {
        private static final int LONGEST_REASON = 1000;

        Grounds storable() {
            String text = Json.storable(reason);
            return new Grounds(by, text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text, now);
        }
    }

    /**
     * What came of a raise.
     *
     * @param before the ceiling that was in force
     * @param stoppedIssue the issue that this ceiling had stopped, which a retry sets going again
     */
    record Outcome(Raise raise, Optional<Usd> before, OptionalLong stoppedIssue) {}

    /**
     * An issue that waits for money.
     *
     * @param scope whose ceiling it waits for
     * @param stopped whether it needs a retry as well
     */
    record Waiting(String issue, Scope scope, boolean stopped, String reason, Instant since) {}
}
