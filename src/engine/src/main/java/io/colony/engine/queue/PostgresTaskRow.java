package io.colony.engine.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of {@code tasks} as a {@link Task}. */
final class PostgresTaskRow {
    /** A postponed task is not due before {@code held_until}, but keeps the place that {@code run_after} gives it. */
    static final String COLUMNS = """
            t.id, t.tenant_id, t.repository_id, t.issue_id, t.executor, t.state, t.priority, t.attempt, t.epoch,
            greatest(t.run_after, t.held_until) as due, t.worker_id, t.lease_until, t.created_at
            """;

    private PostgresTaskRow() {}

    static Task task(ResultSet row, StatementContext context) throws SQLException {
        return read(row);
    }

    static Task read(ResultSet row) throws SQLException {
        return new Task(
                row.getLong("id"),
                row.getLong("tenant_id"),
                row.getLong("repository_id"),
                row.getLong("issue_id"),
                row.getString("executor"),
                TaskState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("priority"),
                row.getInt("attempt"),
                row.getLong("epoch"),
                row.getObject("due", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("worker_id", Long.class)),
                Optional.ofNullable(row.getObject("lease_until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static String slug(TaskState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
