package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.time.ZoneOffset;

/** {@link BranchPushes} in the table {@code branch_pushes}; what came before there was one is read from transitions. */
final class PostgresBranchPushes implements BranchPushes {
    private static final String NOTE = """
            insert into branch_pushes (issue_id, generation, head_sha, login, noted_at)
            values (:issue, :generation, :head, :login, :at)
            on conflict (issue_id, head_sha) do update
            set login = excluded.login, generation = excluded.generation, noted_at = excluded.noted_at
            where branch_pushes.login = :somebody or branch_pushes.generation < excluded.generation
            """;

    private static final String BY = """
            select 1 from branch_pushes p join issues i on i.id = p.issue_id and i.generation = p.generation
            where p.issue_id = ? and lower(p.login) = lower(?)
            union all
            select 1 from state_transitions t
            where t.issue_id = ? and t.outcome = 'head-moved' and t.actor_kind = 'forge' and lower(t.actor_name) = lower(?)
              and t.version > coalesce((select max(b.version) from state_transitions b
                                        where b.issue_id = t.issue_id and b.outcome in ('reimplement', 'reopened')), 0)
            limit 1
            """;

    private static final String UNNAMED = """
            select 1 from branch_pushes p join issues i on i.id = p.issue_id and i.generation = p.generation
            where p.issue_id = ? and p.login = ? limit 1
            """;

    @Override
    public void note(Transaction transaction, Issue issue, String headSha, String login, Instant at) {
        transaction
                .handle()
                .createUpdate(NOTE)
                .bind("issue", issue.id())
                .bind("generation", issue.generation())
                .bind("head", headSha)
                .bind("login", login)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("somebody", SOMEBODY)
                .execute();
    }

    @Override
    public boolean by(Transaction transaction, long issueId, String login) {
        return !transaction
                .query(row -> row.getInt(1), BY, issueId, login, issueId, login)
                .isEmpty();
    }

    @Override
    public boolean unnamed(Transaction transaction, long issueId) {
        return !transaction
                .query(row -> row.getInt(1), UNNAMED, issueId, SOMEBODY)
                .isEmpty();
    }
}
