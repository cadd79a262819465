package io.colony.engine.queue;

import io.colony.engine.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims many tasks in one statement and completes each in one, by plain JDBC, for executors that change nothing besides.
 * Safe for use by many threads.
 */
final class PostgresTaskBatches {
    private static final String COMPLETE = """
            update tasks
            set state = 'done', epoch = epoch + 1, lease_until = null, closed_at = ?, closed_reason = 'completed'
            where id = ? and epoch = ? and lease_until is not null
            """;

    private final Database database;
    private final PostgresLanes lanes;
    private final FairShare shares;

    PostgresTaskBatches(Database database, PostgresLanes lanes, FairShare shares) {
        this.database = database;
        this.lanes = lanes;
        this.shares = shares;
    }

    /** Who claims, and for how long. */
    private record Claim(Offer offer, long workerId, Instant now, Instant leaseUntil) {}

    List<Task> claim(Offer offer, long workerId, Instant now, Duration lease, int limit) {
        if (offer.perRepository() > 0) {
            throw new QueueException("A batch keeps to no limit per repository; claim one by one where there is one.");
        }
        Claim claim = new Claim(offer, workerId, now, now.plus(lease));
        List<Task> taken = new ArrayList<>(limit);
        take(claim, lanes.recent(), limit, taken);
        if (taken.size() < limit) {
            take(claim, database.inTransaction(lanes::read), limit, taken);
        }
        if (taken.isEmpty() && database.<Integer>inTransaction(tx -> PostgresDueTasks.promote(tx, now)) > 0) {
            take(claim, database.inTransaction(lanes::read), limit, taken);
        }
        return taken;
    }

    /** Lines that wait share the batch, so that none waits for all of another one's. */
    private void take(Claim claim, List<Lane> waiting, int limit, List<Task> taken) {
        List<Lane> ordered = shares.order(waiting.stream()
                .filter(lane -> claim.offer().meets(new Demand(lane.demand())))
                .toList());
        int left = ordered.size();
        for (Lane lane : ordered) {
            int most = (limit - taken.size() + left - 1) / left--;
            if (most <= 0) {
                return;
            }
            shares.served(lane);
            List<Task> claimed = database.inStatement(connection -> claim(connection, claim, lane, most));
            lanes.claimed(lane, claimed.size());
            taken.addAll(claimed);
        }
    }

    private static List<Task> claim(Connection connection, Claim claim, Lane lane, int limit) throws SQLException {
        // The limit is a literal, so that Postgres plans for few rows and reads the index in its order.
        String sql = """
                update tasks as t
                set state = 'claimed', epoch = t.epoch + 1, worker_id = ?, claimed_at = ?, lease_until = ?,
                    waits_for = null
                from (
                  select t.id from tasks t
                  where t.state = 'queued' and t.held_until is null and t.demand = ? and t.repository_id = ?
                    and t.executor = any(?) and t.run_after <= ? and %s
                  order by t.turn_at, t.id limit %d for update skip locked) due
                where t.id = due.id
                returning %s
                """.formatted(PostgresDispatchStops.NOT_STOPPED, limit, PostgresTaskRow.COLUMNS);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, claim.workerId());
            statement.setObject(2, utc(claim.now()));
            statement.setObject(3, utc(claim.leaseUntil()));
            statement.setString(4, lane.demand());
            statement.setLong(5, lane.repositoryId());
            statement.setArray(
                    6,
                    connection.createArrayOf("text", claim.offer().executors().toArray()));
            statement.setObject(7, utc(claim.now()));
            List<Task> tasks = new ArrayList<>(limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tasks.add(PostgresTaskRow.read(rows));
                }
            }
            return tasks;
        }
    }

    boolean complete(long taskId, long epoch, Instant now) {
        return database.<Boolean>inStatement(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(COMPLETE)) {
                statement.setObject(1, utc(now));
                statement.setLong(2, taskId);
                statement.setLong(3, epoch);
                return statement.executeUpdate() == 1;
            }
        });
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
