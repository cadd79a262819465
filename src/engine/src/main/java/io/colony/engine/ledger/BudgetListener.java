package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.util.List;

/** Told by the ledger, within its transaction, what others do something about. */
public interface BudgetListener {
    /** For a ledger that nobody listens to. */
    BudgetListener NONE = new BudgetListener() {
        @Override
        public void onRoom(Transaction transaction, List<Long> issueIds) {}

        @Override
        public void onWarning(Transaction transaction, BudgetWarning warning) {}
    };

    /**
     * There may be room for what had to wait.
     *
     * @param issueIds whose tasks may try again, in the queue's order
     */
    void onRoom(Transaction transaction, List<Long> issueIds);

    /** A warning was recorded, which happens once per scope, period, ceiling and level. */
    void onWarning(Transaction transaction, BudgetWarning warning);
}
