package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the warnings that the ledger recorded. Every method takes part in the given transaction. */
public interface BudgetWarnings {
    static BudgetWarnings postgres() {
        return new PostgresBudgetWarnings();
    }

    Optional<BudgetWarning> find(Transaction transaction, long id);

    /** The tenant's since an instant, newest first. */
    List<BudgetWarning> since(Transaction transaction, long tenantId, Instant since, int most);
}
