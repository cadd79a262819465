package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

final class PostgresHostThreads implements HostThreads {
    @Override
    public void begin(Transaction transaction, long issueId, long newestComment) {
        transaction.later(
                "insert into host_threads (issue_id, comments_after) values (?, ?) on conflict do nothing",
                issueId,
                newestComment);
    }

    @Override
    public OptionalLong beginning(Transaction transaction, long issueId) {
        List<Long> found = transaction.query(
                row -> row.getLong(1), "select comments_after from host_threads where issue_id = ?", issueId);
        return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(found.getFirst());
    }

    @Override
    public boolean looked(Transaction transaction, long issueId, long commentId) {
        return !transaction
                .query(
                        row -> row.getLong(1),
                        "select comment_id from host_comments where issue_id = ? and comment_id = ?",
                        issueId,
                        commentId)
                .isEmpty();
    }

    @Override
    public boolean look(Transaction transaction, Look look, Instant now) {
        return transaction.update(
                        """
                        insert into host_comments (issue_id, comment_id, author, kind, replied, at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        look.issueId(),
                        look.commentId(),
                        look.author(),
                        look.kind().slug(),
                        look.replied(),
                        now)
                == 1;
    }

    @Override
    public boolean strangerAnswered(Transaction transaction, long issueId, String author, Instant since) {
        return !transaction
                .query(row -> row.getLong(1), """
                        select comment_id from host_comments
                        where issue_id = ? and author = ? and kind = 'stranger' and replied and at > ? limit 1
                        """, issueId, author, since)
                .isEmpty();
    }
}
