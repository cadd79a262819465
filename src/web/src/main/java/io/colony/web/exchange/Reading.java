package io.colony.web.exchange;

import io.colony.engine.config.EffectiveConfiguration;
import io.colony.engine.status.Attention;
import io.colony.engine.status.AuditPages;
import io.colony.engine.status.Board;
import io.colony.engine.status.ChangeFeed;
import io.colony.engine.status.CostPages;
import io.colony.engine.status.Delivery;
import io.colony.engine.status.QueueStatus;
import io.colony.engine.status.ReadModels;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.StoreVitals;

/** What pages and API show: what is read of the store, and the settings in force. */
public record Reading(ReadModels models, EffectiveConfiguration configuration) {
    public StatusQueries status() {
        return models.status();
    }

    public ChangeFeed changes() {
        return models.changes();
    }

    public Board board() {
        return models.board();
    }

    public Attention attention() {
        return models.attention();
    }

    public QueueStatus queue() {
        return models.queue();
    }

    public CostPages costs() {
        return models.costs();
    }

    public Delivery delivery() {
        return models.delivery();
    }

    public AuditPages audit() {
        return models.audit();
    }

    public StoreVitals vitals() {
        return models.vitals();
    }
}
