package io.colony.engine.status;

import io.colony.engine.database.Database;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How much was delivered, how fast and at which go. Read from what is counted with each transition, never from history.
 * Safe for use by many threads. Throws {@link StoreUnavailableException} while the store does not answer.
 */
public interface Delivery {
    /** The deliveries of a store. */
    static Delivery postgres(Database database) {
        return new PostgresDeliveryFigures(database);
    }

    /**
     * What a span of days brought.
     *
     * @param repository {@code owner/name}; all repositories where empty
     * @param from the first UTC day
     * @param to the first UTC day that is left out
     */
    DeliveryFigures figures(Optional<String> repository, LocalDate from, LocalDate to);
}
