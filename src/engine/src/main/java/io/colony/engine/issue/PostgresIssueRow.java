package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** How the tables {@code issues} and {@code state_transitions} are read and written. */
final class PostgresIssueRow {
    private PostgresIssueRow() {}

    /** Maps {@code i.*, r.slug} of issues i and repositories r. */
    static Issue issue(ResultSet row, StatementContext context) throws SQLException {
        return read(row);
    }

    /** The same without a context. */
    static Issue read(ResultSet row) throws SQLException {
        return new Issue(
                row.getLong("id"),
                row.getLong("tenant_id"),
                row.getLong("repository_id"),
                new IssueKey(row.getString("slug"), row.getLong("number")),
                row.getString("title"),
                row.getString("author"),
                new IssueState(row.getString("state")),
                Optional.ofNullable(row.getString("resume_state")).map(IssueState::new),
                row.getLong("version"),
                row.getString("workflow_id"),
                row.getInt("workflow_version"),
                row.getInt("priority"),
                row.getInt("generation"),
                row.getString("base_branch"),
                Optional.ofNullable(row.getString("branch")),
                Optional.ofNullable(row.getObject("pull_request", Long.class)),
                Optional.ofNullable(row.getString("head_sha")),
                Optional.ofNullable(row.getString("base_sha")),
                Optional.ofNullable(row.getString("merge_sha")),
                row.getInt("clarifications"),
                row.getInt("rework_rounds"),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** Adds the transition's row; the issue is as it now is. */
    static void addTransition(
            Transaction transaction, Issue issue, Optional<IssueState> from, TransitionRequest request, Instant at) {
        transaction.later(
                """
                insert into state_transitions
                  (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name, reason, task_id, run_id, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                issue.id(),
                issue.version(),
                from.map(IssueState::slug),
                issue.state().slug(),
                request.outcome(),
                request.actor().kind().name().toLowerCase(Locale.ROOT),
                request.actor().name(),
                storable(request.reason()),
                request.taskId(),
                request.runId(),
                at);
    }

    /** Postgres' text holds no NUL; an agent's words may. */
    static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }
}
