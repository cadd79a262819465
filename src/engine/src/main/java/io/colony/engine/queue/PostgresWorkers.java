package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Workers} in the table {@code workers}. */
final class PostgresWorkers implements Workers {
    @Override
    public Worker register(Transaction transaction, NewWorker worker) {
        return transaction
                .handle()
                .createQuery("""
                        insert into workers (name, host, pid, lanes, started_at, seen_at, agents, process_start)
                        values (:name, :host, :pid, :lanes, :at, :at, :agents, :processStart)
                        returning *
                        """)
                .bind("name", worker.name())
                .bind("host", worker.host())
                .bind("pid", worker.pid())
                .bindArray("lanes", String.class, worker.lanes())
                .bind("at", worker.startedAt())
                .bindArray("agents", String.class, worker.agents())
                .bind("processStart", worker.processStart())
                .map(PostgresWorkers::worker)
                .one();
    }

    @Override
    public void seen(Transaction transaction, long workerId, Instant at) {
        update(transaction, "update workers set seen_at = :at where id = :id", workerId, at);
    }

    @Override
    public void stopped(Transaction transaction, long workerId, Instant at) {
        update(
                transaction,
                "update workers set seen_at = :at, stopped_at = coalesce(stopped_at, :at) where id = :id",
                workerId,
                at);
    }

    private static void update(Transaction transaction, String sql, long workerId, Instant at) {
        int rows = transaction
                .handle()
                .createUpdate(sql)
                .bind("id", workerId)
                .bind("at", at)
                .execute();
        if (rows == 0) {
            throw new QueueException("There is no worker " + workerId + "; register it first.");
        }
    }

    @Override
    public List<Worker> running(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("select * from workers where stopped_at is null order by id")
                .map(PostgresWorkers::worker)
                .list();
    }

    @Override
    public List<Worker> list(Transaction transaction, int limit) {
        return transaction
                .handle()
                .createQuery("select * from workers order by id desc limit :limit")
                .bind("limit", limit)
                .map(PostgresWorkers::worker)
                .list();
    }

    private static Worker worker(ResultSet row, StatementContext context) throws SQLException {
        return new Worker(
                row.getLong("id"),
                row.getString("name"),
                row.getString("host"),
                row.getLong("pid"),
                List.of((String[]) row.getArray("lanes").getArray()),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("stopped_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                List.of((String[]) row.getArray("agents").getArray()),
                Optional.ofNullable(row.getString("process_start")));
    }
}
