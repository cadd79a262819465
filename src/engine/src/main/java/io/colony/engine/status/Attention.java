package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.issue.WorkflowCatalog;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What waits for people. Reads only, each method in one transaction of its own. Safe for use by many threads.
 *
 * <p>Every method throws {@link StoreUnavailableException} while the store does not answer. A repository is {@code
 * owner/name}; all of them where it is empty.
 */
public interface Attention {
    /** The attention that a store needs. */
    static Attention postgres(Database database, InstantSource clock) {
        return new PostgresAttention(database, clock, WorkflowCatalog.postgres(clock));
    }

    /**
     * Issues in states of which their workflows say that they wait for a person or are moved on by hand, each with why.
     *
     * @param page goes on by {@link PageRequest#after}
     */
    WaitingPage waiting(Optional<String> repository, PageRequest page);

    /** What else is out of order. */
    Troubles troubles(Optional<String> repository);
}
