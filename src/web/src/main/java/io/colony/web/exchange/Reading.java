package io.colony.web.exchange;

import io.colony.engine.config.EffectiveConfiguration;
import io.colony.engine.status.Attention;
import io.colony.engine.status.AuditPages;
import io.colony.engine.status.Board;
import io.colony.engine.status.ChangeFeed;
import io.colony.engine.status.CostPages;
import io.colony.engine.status.Delivery;
import io.colony.engine.status.QueueStatus;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.StoreVitals;

/**
 * The read models that pages and API show.
 *
 * @param changes tells open pages when to ask again
 */
public record Reading(
        StatusQueries status,
        ChangeFeed changes,
        Board board,
        Attention attention,
        QueueStatus queue,
        CostPages costs,
        Delivery delivery,
        AuditPages audit,
        StoreVitals vitals,
        EffectiveConfiguration configuration) {}
