package io.colony.engine.notice;

import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.notice.Notices.Reference;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rows of the table {@code notices} that tell of warnings and findings, by topic. */
final class PostgresAlertRows {
    private PostgresAlertRows() {}

    static Optional<Instant> lastTold(Transaction transaction, String topic, String channel) {
        return transaction
                .handle()
                .createQuery("""
                        select closed_at from notices
                        where topic = :topic and channel = :channel and status = 'delivered'
                        order by id desc limit 1
                        """)
                .bind("topic", Json.storable(topic))
                .bind("channel", channel)
                .mapTo(Instant.class)
                .findOne();
    }

    /** Never one of the same alert: another process may have planned that a moment ago. */
    static void supersede(Transaction transaction, Reference newest, String channel, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        update notices set status = 'cancelled', closed_at = :now
                        where topic = :topic and channel = :channel and status = 'pending' and alert_id < :id
                        """)
                .bind("topic", Json.storable(newest.topic()))
                .bind("id", newest.id())
                .bind("channel", channel)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    static List<Long> planned(Transaction transaction, String kind, String channel, Collection<Long> ids) {
        return transaction
                .handle()
                .createQuery("""
                        select alert_id from notices
                        where kind = :kind and alert_id = any(:ids) and channel = :channel
                        """)
                .bind("kind", kind)
                .bind("channel", channel)
                .bindArray("ids", Long.class, ids.toArray())
                .mapTo(Long.class)
                .list();
    }
}
