package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.time.ZoneOffset;

/** {@link Breakers} in the table {@code breakers}, scope {@code issue-stage}. */
final class PostgresBreakers implements Breakers {
    @Override
    public int failures(Transaction transaction, IssueKey issue, String stage) {
        return transaction
                .handle()
                .createQuery("""
                        select failures from breakers
                        where scope = 'issue-stage' and scope_key = :key and opened_at is null
                        """)
                .bind("key", key(issue, stage))
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    @Override
    public void failed(
            Transaction transaction, IssueKey issue, String stage, boolean opens, String reason, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        insert into breakers as b (scope, scope_key, failures, window_start, opened_at, reason)
                        values ('issue-stage', :key, 1, :now, :openedAt, :reason)
                        on conflict (scope, scope_key) do update
                        set failures = case when b.opened_at is null then b.failures + 1 else 1 end,
                            window_start = case when b.opened_at is null then b.window_start else :now end,
                            opened_at = :openedAt, reason = :reason
                        """)
                .bind("key", key(issue, stage))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("openedAt", opens ? now.atOffset(ZoneOffset.UTC) : null)
                .bind("reason", reason)
                .execute();
    }

    @Override
    public void succeeded(Transaction transaction, IssueKey issue, String stage) {
        transaction.later(
                """
                update breakers set failures = 0, opened_at = null, open_until = null
                where scope = 'issue-stage' and scope_key = ? and (failures > 0 or opened_at is not null)
                """,
                key(issue, stage));
    }

    private static String key(IssueKey issue, String stage) {
        return issue + " " + stage;
    }
}
