package io.colony.engine.status;

import io.colony.engine.database.Database;
import java.time.InstantSource;

/**
 * All that is read of a store for people, from one place.
 *
 * @param changes tells open pages when to ask again
 */
public record ReadModels(
        StatusQueries status,
        ChangeFeed changes,
        Board board,
        Attention attention,
        QueueStatus queue,
        CostPages costs,
        Delivery delivery,
        AuditPages audit,
        StoreVitals vitals) {
    /** Those of a store. */
    public static ReadModels postgres(Database database, InstantSource clock) {
        return new ReadModels(
                StatusQueries.postgres(database, clock),
                ChangeFeed.postgres(database),
                Board.postgres(database, clock),
                Attention.postgres(database, clock),
                QueueStatus.postgres(database, clock),
                CostPages.postgres(database, clock),
                Delivery.postgres(database),
                AuditPages.postgres(database),
                StoreVitals.postgres(database, clock));
    }
}
