package io.colony.engine.command;

import io.colony.engine.database.Transaction;

final class PostgresPushers implements Pushers {
    /** Of the present generation: those that came after the last beginning. */
    private static final String PUSHED = """
            select 1 from state_transitions t
            where t.issue_id = ? and t.outcome = 'head-moved' and t.actor_kind = 'forge' and lower(t.actor_name) = lower(?)
              and t.version > coalesce((select max(b.version) from state_transitions b
                                        where b.issue_id = t.issue_id and b.outcome in ('reimplement', 'reopened')), 0)
            limit 1
            """;

    @Override
    public boolean pushed(Transaction transaction, long issueId, String login) {
        return !transaction.query(row -> row.getInt(1), PUSHED, issueId, login).isEmpty();
    }
}
