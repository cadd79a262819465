package io.colony.engine.status;

import io.colony.engine.database.Database;
import java.time.InstantSource;

/**
 * Workers, and what they and this program's chores have still to do. Reads only. Safe for use by many threads. Throws
 * {@link StoreUnavailableException} while the store does not answer.
 */
public interface QueueStatus {
    /** The queue of a store. */
    static QueueStatus postgres(Database database, InstantSource clock) {
        return new PostgresQueueStatus(database, clock);
    }

    /** How work stands, as of one instant. */
    QueueFigures figures();

    /** Whether work is handed out, and what runs although it should not. */
    DispatchStanding dispatch();

    /** @param page goes on by {@link PageRequest#before} */
    DeadLetterPage deadLetters(PageRequest page);
}
