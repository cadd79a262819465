package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import java.time.Instant;

/**
 * Keeps an epic's parts within the epic's ceiling: each part has an account of its own, with a ceiling that was taken from
 * what the epic had left. Takes part in the given transaction.
 */
public interface EpicBudget {
    static EpicBudget postgres(Ledger ledger) {
        return new PostgresEpicBudget(ledger);
    }

    /**
     * What of the epic's ceiling is neither spent, nor reserved by other runs, nor given to parts that it has.
     *
     * @param ownRun the run that asks: its reservation does not count, what it has spent by now does
     */
    Usd left(Transaction transaction, Account epic, long ownRun, Usd ownCost, Instant now);

    /** Limits what an issue may spend in all, for good. */
    void limit(Transaction transaction, long issueId, Usd ceiling, String by, String reason, Instant now);
}
