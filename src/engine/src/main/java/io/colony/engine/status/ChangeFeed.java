package io.colony.engine.status;

import io.colony.engine.database.Database;

/**
 * Tells what changed in the store, for one cheap statement a look. Reads only. What commits is told at the next look; of
 * what ran when {@link #now} was asked, {@link Moved#many} tells once it has ended. Rows that are changed in place with no
 * trace besides, such as a worker's last sign of life, are not told of. Safe for use by many threads. Throws
 * {@link StoreUnavailableException} while the store does not answer.
 */
public interface ChangeFeed {
    /** The feed of a store. */
    static ChangeFeed postgres(Database database) {
        return new PostgresChangeFeed(database);
    }

    /** Where the store stands. */
    ChangeMark now();

    /** What has changed since. */
    Changes since(ChangeMark mark);
}
