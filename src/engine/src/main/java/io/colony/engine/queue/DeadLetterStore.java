package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the tasks that were given up. Takes part in the given transaction. */
public interface DeadLetterStore {
    /** Those in Postgres. */
    static DeadLetterStore postgres() {
        return new PostgresDeadLetterStore();
    }

    /**
     * A tenant's dead letters, newest first.
     *
     * @param obsolete whether those come along whose issue has moved on
     */
    List<DeadLetter> list(Transaction transaction, String tenant, boolean obsolete, int limit);

    /** Which of these dead letters of the tenant are not obsolete. */
    List<Long> current(Transaction transaction, String tenant, Collection<Long> taskIds);

    /** The dead letter of that task; empty where there is no such task, it is another tenant's, or it was not given up. */
    Optional<DeadLetter> find(Transaction transaction, String tenant, long taskId);
}
