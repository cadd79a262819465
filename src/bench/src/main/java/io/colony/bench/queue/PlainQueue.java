package io.colony.bench.queue;

import io.colony.bench.harness.Load;
import io.colony.bench.harness.Recorder;
import io.colony.bench.store.Databases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The limit of the queue: claim {@value #BATCH} in one statement, delete each when it is done, by prepared statements
 * of plain JDBC, in a table with the queue's columns and indexes and without what it refers to.
 */
final class PlainQueue implements Load.Client {
    static final int BATCH = 20;

    private final Connection connection;
    private final PreparedStatement claim;
    private final PreparedStatement delete;
    private final Deque<long[]> claimed = new ArrayDeque<>();

    PlainQueue(Databases.Copy copy) throws SQLException {
        connection = copy.connect();
        claim = connection.prepareStatement("""
                update plain_tasks
                set state = 'claimed', epoch = epoch + 1, worker_id = 1, claimed_at = now(),
                    lease_until = now() + interval '60 s'
                where id in (
                  select id from plain_tasks where state = 'queued' and held_until is null and demand = 'stage'
                    and repository_id = 1
                  order by turn_at, id limit %d for update skip locked)
                returning id, epoch
                """.formatted(BATCH));
        delete = connection.prepareStatement("delete from plain_tasks where id = ? and epoch = ?");
    }

    /** The table, filled from the queue's own. */
    static void table(Databases databases, String database) {
        databases.in(database, statement -> {
            statement.execute("create table plain_tasks (like tasks including all excluding constraints)");
            statement.execute("""
                    insert into plain_tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at)
                    select tenant_id, repository_id, issue_id, executor, state, run_after, created_at
                    from tasks where state = 'queued' order by id
                    """);
        });
    }

    @Override
    public boolean step(Recorder recorder) throws SQLException {
        if (claimed.isEmpty()) {
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    claimed.add(new long[] {rows.getLong(1), rows.getLong(2)});
                }
            }
        }
        long[] task = claimed.poll();
        if (task == null) {
            return false;
        }
        long start = System.nanoTime();
        delete.setLong(1, task[0]);
        delete.setLong(2, task[1]);
        boolean deleted = delete.executeUpdate() == 1;
        recorder.record(System.nanoTime() - start);
        return deleted;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
