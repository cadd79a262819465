package io.colony.engine.backup;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import java.time.Instant;
import java.util.List;

/** {@link RestoredStore} in the table {@code store_identity}. */
final class PostgresRestoredStore implements RestoredStore {
    private static final long LOCK = 0x636f_6c6f_6e79_0071L;

    @Override
    public boolean due(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("select reconciled_at is null from store_identity")
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public boolean lockDue(Transaction transaction) {
        transaction.handle().execute("select pg_advisory_xact_lock(?)", LOCK);
        return due(transaction);
    }

    @Override
    public List<Long> issues(Transaction transaction, long repositoryId) {
        return transaction
                .handle()
                .createQuery("select id from issues where repository_id = :repository order by id")
                .bind("repository", repositoryId)
                .mapTo(Long.class)
                .list();
    }

    @Override
    public void reconciled(Transaction transaction, Instant at) {
        transaction.handle().execute("update store_identity set reconciled_at = ?", at);
    }

    @Override
    public List<String> pushed(Transaction transaction, Issue issue) {
        return transaction
                .handle()
                .createQuery("select new_sha from forge_intents where issue_id = :issue and kind = 'push'"
                        + " and new_sha is not null")
                .bind("issue", issue.id())
                .mapTo(String.class)
                .list();
    }
}
