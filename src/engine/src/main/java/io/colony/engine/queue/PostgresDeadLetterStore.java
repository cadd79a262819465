package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link DeadLetterStore} in the table {@code tasks}. */
final class PostgresDeadLetterStore implements DeadLetterStore {
    /** What led the issue into its present state: where that was not this task's end, it has moved on. */
    private static final String LETTERS = """
            select * from (
              select t.id, t.issue_id, r.slug, i.number, t.executor, t.attempt, t.closed_reason, t.closed_at, i.state,
                i.state <> 'failure-blocked' or latest.task_id is distinct from t.id as moved_on
              from tasks t
              join issues i on i.id = t.issue_id
              join repositories r on r.id = i.repository_id
              join tenants n on n.id = t.tenant_id and n.slug = :tenant
              left join state_transitions latest on latest.issue_id = i.id and latest.version = i.version
              where t.state = 'dead'
            ) letters
            """;

    @Override
    public List<DeadLetter> list(Transaction transaction, String tenant, boolean obsolete, int limit) {
        return transaction
                .handle()
                .createQuery(LETTERS + "where :obsolete or not moved_on order by id desc limit :limit")
                .bind("tenant", tenant)
                .bind("obsolete", obsolete)
                .bind("limit", limit)
                .map(PostgresDeadLetterStore::letter)
                .list();
    }

    @Override
    public List<Long> current(Transaction transaction, String tenant, Collection<Long> taskIds) {
        return transaction
                .handle()
                .createQuery(LETTERS + "where id = any(:ids) and not moved_on")
                .bind("tenant", tenant)
                .bindArray("ids", Long.class, taskIds)
                .map((row, context) -> row.getLong("id"))
                .list();
    }

    @Override
    public Optional<DeadLetter> find(Transaction transaction, String tenant, long taskId) {
        return transaction
                .handle()
                .createQuery(LETTERS + "where id = :id")
                .bind("tenant", tenant)
                .bind("id", taskId)
                .map(PostgresDeadLetterStore::letter)
                .findOne();
    }

    private static DeadLetter letter(ResultSet row, StatementContext context) throws SQLException {
        Optional<String> obsolete = row.getBoolean("moved_on")
                ? Optional.of("the issue has moved on since and is " + row.getString("state") + " now")
                : Optional.empty();
        return new DeadLetter(
                row.getLong("id"),
                row.getLong("issue_id"),
                row.getString("slug"),
                row.getLong("number"),
                row.getString("executor"),
                row.getInt("attempt"),
                row.getString("closed_reason"),
                row.getObject("closed_at", OffsetDateTime.class).toInstant(),
                obsolete);
    }
}
