package io.colony.engine.status;

import io.colony.engine.database.Database;
import java.time.InstantSource;

/**
 * How the store is, and the figures that monitoring asks for again and again: one round trip each, from indexes and
 * roll-ups. Reads only. Safe for use by many threads.
 *
 * <p>Every method throws {@link StoreUnavailableException} while the store does not answer.
 */
public interface StoreVitals {
    /** The vitals of a store. */
    static StoreVitals postgres(Database database, InstantSource clock) {
        return new PostgresStoreVitals(database, clock);
    }

    /** The figures of the whole installation as of one instant. */
    MetricsSnapshot snapshot();

    /** Whether this program can work on the store. */
    Readiness readiness();
}
