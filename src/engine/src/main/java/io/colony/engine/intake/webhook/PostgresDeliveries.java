package io.colony.engine.intake.webhook;

import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.HostSignal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.Update;

/** Webhooks in the table {@code webhook_deliveries}. */
final class PostgresDeliveries implements Deliveries {
    private static final String ADD = """
            insert into webhook_deliveries
              (forge, delivery_id, event, payload, body_sha256, repository, received_at, next_at, processed_at, result)
            values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """;

    private static final String AGAIN = """
            update webhook_deliveries set failed_at = null, attempts = 0, next_at = ?
            where forge = ? and delivery_id = ? and failed_at is not null
            """;

    /** The head of each repository's line, and what failed before and is due: of these the oldest, what is hopeless last. */
    private static final String CLAIM = """
            with recursive lines as (
              (select repository from webhook_deliveries where processed_at is null and failed_at is null
               order by repository limit 1)
              union all
              select (select o.repository from webhook_deliveries o
                      where o.processed_at is null and o.failed_at is null and o.repository > lines.repository
                      order by o.repository limit 1)
              from lines where lines.repository is not null),
            candidates as (
              select head.id from lines cross join lateral (
                select o.id from webhook_deliveries o
                where o.repository = lines.repository and o.processed_at is null and o.failed_at is null
                  and o.attempts = 0 and o.forge = any(:forges)
                order by o.id limit 1) head
              union all
              select o.id from webhook_deliveries o
              where o.attempts > 0 and o.processed_at is null and o.failed_at is null and o.next_at <= :now),
            due as (
              select d.id from webhook_deliveries d
              where d.id = any(array(select id from candidates)) and d.processed_at is null and d.failed_at is null
                and d.forge = any(:forges) and d.next_at <= :now and (d.lease_until is null or d.lease_until <= :now)
              order by d.attempts >= %d, d.id limit 1
              for update of d skip locked)
            update webhook_deliveries d set lease_until = :lease, claims = claims + 1
            from due where d.id = due.id
            returning d.id, d.forge, d.payload, d.event, d.attempts, d.claims
            """.formatted(WebhookProcessor.TRIES);

    /** It counts as tried once, so that it stands in front of nothing. */
    private static final String DEFER = """
            insert into webhook_deliveries as d
              (forge, delivery_id, event, payload, repository, received_at, attempts, next_at, error)
            values (:forge, :id, 'poll', :payload::jsonb, :repository, :now, 1, :next, :error)
            on conflict (forge, delivery_id) do update
            set payload = excluded.payload, repository = excluded.repository, received_at = excluded.received_at,
              attempts = 1, next_at = excluded.next_at, error = excluded.error, processed_at = null, failed_at = null,
              result = null
            where d.processed_at is not null or d.failed_at < :updated
            """;

    /** Whoever has it claimed looks at what it was before, which is not all. */
    private static final String RESTATE = """
            update webhook_deliveries
            set payload = :payload::jsonb, repository = :repository, claims = claims + 1, lease_until = null
            where forge = :forge and delivery_id = :id and processed_at is null and failed_at is null
            """;

    private final Database database;

    PostgresDeliveries(Database database) {
        this.database = database;
    }

    @Override
    public WebhookResult add(NewDelivery delivery, Instant now) {
        return database.<WebhookResult>inStatement(connection -> {
            if (insert(connection, delivery, now)) {
                return delivery.signal() instanceof HostSignal.Irrelevant
                        ? WebhookResult.IRRELEVANT
                        : WebhookResult.ACCEPTED;
            }
            return again(connection, delivery, now) ? WebhookResult.AGAIN : WebhookResult.DUPLICATE;
        });
    }

    private static boolean insert(Connection connection, NewDelivery delivery, Instant now) throws SQLException {
        Optional<String> irrelevant = delivery.signal() instanceof HostSignal.Irrelevant nothing
                ? Optional.of(nothing.why())
                : Optional.empty();
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, delivery.forge());
            statement.setString(2, delivery.id());
            statement.setString(3, delivery.event());
            statement.setString(4, StoredSignal.write(delivery.signal()));
            statement.setString(5, delivery.bodySha256());
            statement.setString(6, StoredSignal.repository(delivery.signal()));
            statement.setObject(7, utc(now));
            statement.setObject(8, utc(now));
            statement.setObject(9, irrelevant.map(done -> utc(now)).orElse(null));
            statement.setString(10, irrelevant.map(Json::storable).orElse(null));
            return statement.executeUpdate() == 1;
        }
    }

    private static boolean again(Connection connection, NewDelivery delivery, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AGAIN)) {
            statement.setObject(1, utc(now));
            statement.setString(2, delivery.forge());
            statement.setString(3, delivery.id());
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public Optional<Claimed> claim(Transaction transaction, Set<String> forges, Instant now, Instant leaseUntil) {
        return transaction
                .handle()
                .createQuery(CLAIM)
                .bindArray("forges", String.class, List.copyOf(forges))
                .bind("now", utc(now))
                .bind("lease", utc(leaseUntil))
                .map((row, context) -> claimed(row))
                .findOne();
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                row.getLong("id"),
                row.getString("forge"),
                row.getString("payload"),
                row.getString("event").equals("poll"),
                row.getInt("attempts"),
                row.getInt("claims"));
    }

    @Override
    public boolean done(Transaction transaction, Claimed claimed, String result, Instant now) {
        return end(transaction, "processed_at = :at, result = :words, error = null", claimed, result, now);
    }

    @Override
    public boolean failed(Transaction transaction, Claimed claimed, String error, Instant nextAt) {
        return end(transaction, "attempts = attempts + 1, next_at = :at, error = :words", claimed, error, nextAt);
    }

    @Override
    public boolean aside(Transaction transaction, Claimed claimed, String error, Instant now) {
        return end(transaction, "attempts = attempts + 1, failed_at = :at, error = :words", claimed, error, now);
    }

    private static boolean end(Transaction transaction, String assignments, Claimed claimed, String words, Instant at) {
        Update update = transaction
                .handle()
                .createUpdate("update webhook_deliveries set lease_until = null, " + assignments
                        + " where id = :id and claims = :claim and processed_at is null and failed_at is null");
        return update.bind("at", utc(at))
                        .bind("words", Json.storable(words))
                        .bind("id", claimed.id())
                        .bind("claim", claimed.claim())
                        .execute()
                == 1;
    }

    @Override
    public void defer(Transaction transaction, Deferred deferred, Instant now) {
        if (item(transaction, RESTATE, deferred).execute() == 1) {
            return;
        }
        item(transaction, DEFER, deferred)
                .bind("now", utc(now))
                .bind("next", utc(deferred.nextAt()))
                .bind("error", Json.storable(deferred.error()))
                .bind("updated", utc(deferred.updatedAt()))
                .execute();
    }

    private static Update item(Transaction transaction, String sql, Deferred deferred) {
        return transaction
                .handle()
                .createUpdate(sql)
                .bind("forge", deferred.forge())
                .bind("id", id(deferred.repositoryId(), deferred.item().key().number()))
                .bind("payload", StoredSignal.write(deferred.item()))
                .bind("repository", StoredSignal.repository(deferred.item()));
    }

    @Override
    public void lookedAt(
            Transaction transaction, String forge, long repositoryId, Collection<Long> numbers, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        update webhook_deliveries
                        set failed_at = null, error = null, processed_at = :now, result = 'looked at by a later poll',
                          lease_until = null
                        where forge = :forge and delivery_id = any(:ids) and processed_at is null
                        """)
                .bind("now", utc(now))
                .bind("forge", forge)
                .bindArray(
                        "ids",
                        String.class,
                        numbers.stream().map(number -> id(repositoryId, number)).toList())
                .execute();
    }

    /** No code host's: theirs are UUIDs. */
    private static String id(long repositoryId, long number) {
        return "poll-" + repositoryId + "-" + number;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
