package io.colony.engine.backup;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import java.time.Instant;
import java.util.List;

/** What the store says about a restore that has not been compared with the code host yet. */
interface RestoredStore {
    static RestoredStore postgres() {
        return new PostgresRestoredStore();
    }

    /** Whether the store begins with a backup and has not been compared yet. */
    boolean due(Transaction transaction);

    /** {@link #due}, once nobody else is comparing; others wait until the transaction ends. */
    boolean lockDue(Transaction transaction);

    /** The ids of a repository's issues, oldest first. */
    List<Long> issues(Transaction transaction, long repositoryId);

    /** Records that the comparison is done. */
    void reconciled(Transaction transaction, Instant at);

    /** The heads that were ever pushed for the issue, as its intents say. */
    List<String> pushed(Transaction transaction, Issue issue);
}
