package io.colony.engine.issue;

import io.colony.engine.database.Transaction;

/**
 * {@link TextWriters} by the tables {@code issue_edits} and {@code issue_snapshots}, whose first text of an issue is the one
 * that it was let in with. Of every generation: a text stays until another takes its place, and mostly parts of it longer.
 */
final class PostgresTextWriters implements TextWriters {
    private static final String INCLUDE = """
            select 1 from issue_edits e
            where e.issue_id = ? and e.decision = 'accepted'
              and (lower(e.author) = lower(?)
                or (lower(e.decided_by) = lower(?) and (e.author = 'somebody' or lower(e.author) like '%[bot]')))
            union all
            select 1 from issues i join issue_snapshots s on s.issue_id = i.id
            where i.id = ? and lower(i.author) like '%[bot]' and lower(s.accepted_by) = lower(?)
              and not exists (select 1 from issue_snapshots b where b.issue_id = s.issue_id and b.id < s.id)
            limit 1
            """;

    @Override
    public boolean include(Transaction transaction, long issueId, String login) {
        return !transaction
                .query(row -> row.getInt(1), INCLUDE, issueId, login, login, issueId, login)
                .isEmpty();
    }
}
