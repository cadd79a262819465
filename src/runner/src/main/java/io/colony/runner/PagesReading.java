package io.colony.runner;

import io.colony.engine.config.EffectiveConfiguration;
import io.colony.engine.database.Database;
import io.colony.engine.status.Attention;
import io.colony.engine.status.AuditPages;
import io.colony.engine.status.Board;
import io.colony.engine.status.ChangeFeed;
import io.colony.engine.status.CostPages;
import io.colony.engine.status.Delivery;
import io.colony.engine.status.QueueStatus;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.StoreVitals;
import io.colony.web.exchange.Reading;
import java.time.InstantSource;

/** The read models of a store, for the pages. */
final class PagesReading {
    private PagesReading() {}

    static Reading of(Database database, InstantSource clock, EffectiveConfiguration configuration) {
        return new Reading(
                StatusQueries.postgres(database, clock),
                ChangeFeed.postgres(database),
                Board.postgres(database, clock),
                Attention.postgres(database, clock),
                QueueStatus.postgres(database, clock),
                CostPages.postgres(database, clock),
                Delivery.postgres(database),
                AuditPages.postgres(database),
                StoreVitals.postgres(database, clock),
                configuration);
    }
}
