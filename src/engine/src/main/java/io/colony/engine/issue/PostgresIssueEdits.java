package io.colony.engine.issue;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link IssueEdits} in the table {@code issue_edits}. */
final class PostgresIssueEdits implements IssueEdits {
    @Override
    public Optional<IssueEdit> pending(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("select * from issue_edits where issue_id = :issue and decision is null")
                .bind("issue", issueId)
                .map(PostgresIssueEdits::edit)
                .findOne();
    }

    @Override
    public Answer<Waiting> pending(Transaction transaction, Collection<Long> issueIds) {
        return transaction.ask(
                row -> new Waiting(row.getLong(1), row.getLong(2)),
                "select issue_id, id from issue_edits where issue_id = any(?) and decision is null",
                (Object) issueIds.toArray(Long[]::new));
    }

    @Override
    public long noticedSince(Transaction transaction, long issueId, Instant since) {
        return transaction
                .query(row -> row.getLong(1), """
                        select count(*) from issue_edits where issue_id = ? and noticed_at >= ? and id > coalesce(
                          (select max(id) from issue_edits where issue_id = ? and decision in ('accepted', 'rejected')), 0)
                        """, issueId, since, issueId)
                .getFirst();
    }

    @Override
    public Optional<IssueEdit> propose(Transaction transaction, NewSnapshot text, IssueSnapshot current) {
        String title = PostgresIssueRow.storable(text.title());
        String normalised = PostgresIssueRow.storable(text.bodyNormalised());
        String sha256 = Sha256.hex(title + "\n" + normalised);
        Optional<IssueEdit> waiting = pending(transaction, text.issueId());
        if (waiting.filter(edit -> edit.sha256().equals(sha256)).isPresent()) {
            return Optional.empty();
        }
        waiting.ifPresent(
                edit -> decide(transaction, edit.id(), Decision.SUPERSEDED, text.acceptedBy(), text.takenAt()));
        return current.sha256().equals(sha256)
                ? Optional.empty()
                : Optional.of(insert(transaction, text, title, normalised, sha256));
    }

    private static IssueEdit insert(
            Transaction transaction, NewSnapshot text, String title, String normalised, String sha256) {
        return transaction
                .handle()
                .createQuery("""
                        insert into issue_edits
                          (issue_id, title, body_raw, body_normalised, sha256, hidden_text, author, noticed_at)
                        values (:issue, :title, :raw, :normalised, :sha256, :hidden, :author, :at)
                        returning *
                        """)
                .bind("issue", text.issueId())
                .bind("title", title)
                .bind("raw", PostgresIssueRow.storable(text.bodyRaw()))
                .bind("normalised", normalised)
                .bind("sha256", sha256)
                .bind("hidden", text.hiddenText())
                .bind("author", PostgresIssueRow.storable(text.acceptedBy()))
                .bind("at", text.takenAt())
                .map(PostgresIssueEdits::edit)
                .one();
    }

    @Override
    public boolean decide(Transaction transaction, long editId, Decision decision, String by, Instant now) {
        return transaction
                        .handle()
                        .createUpdate("""
                                update issue_edits set decision = :decision, decided_by = :by, decided_at = :now
                                where id = :id and decision is null
                                """)
                        .bind("decision", decision.name().toLowerCase(Locale.ROOT))
                        .bind("by", PostgresIssueRow.storable(by))
                        .bind("now", now)
                        .bind("id", editId)
                        .execute()
                == 1;
    }

    private static IssueEdit edit(ResultSet row, StatementContext context) throws SQLException {
        return new IssueEdit(
                row.getLong("id"),
                row.getLong("issue_id"),
                row.getString("title"),
                row.getString("body_raw"),
                row.getString("body_normalised"),
                row.getString("sha256"),
                row.getBoolean("hidden_text"),
                row.getString("author"),
                row.getObject("noticed_at", OffsetDateTime.class).toInstant());
    }
}
