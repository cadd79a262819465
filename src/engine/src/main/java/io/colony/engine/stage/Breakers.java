package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.time.Instant;

/**
 * Counts what an issue's stage got wrong in a row, over all its tasks: each rejected attempt gets a new task, so a task
 * cannot count. An open breaker is closed by whoever lets the issue go on. Takes part in the given transaction.
 */
interface Breakers {
    static Breakers postgres() {
        return new PostgresBreakers();
    }

    /** The content failures in a row so far; none once the breaker had opened and somebody let the issue go on. */
    int failures(Transaction transaction, IssueKey issue, String stage);

    /** Counts one more. */
    void failed(Transaction transaction, IssueKey issue, String stage, boolean opens, String reason, Instant now);

    /** The stage did its work: the row of failures is over. */
    void succeeded(Transaction transaction, IssueKey issue, String stage);
}
