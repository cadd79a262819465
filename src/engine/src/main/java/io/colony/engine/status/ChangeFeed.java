package io.colony.engine.status;

import io.colony.engine.database.Database;

/**
 * Tells cheaply whether the store changed, and where: one statement of index probes, and a second only where something
 * changed. Used by one thread.
 */
public interface ChangeFeed {
    static ChangeFeed postgres(Database database) {
        return new PostgresChangeFeed(database);
    }

    /**
     * What became visible since the poll before. The first poll only sets the mark, and answers nothing. Where a poll throws,
     * the next one answers for both.
     *
     * @throws StoreUnavailableException when the store is away
     */
    StoreChanges poll();
}
