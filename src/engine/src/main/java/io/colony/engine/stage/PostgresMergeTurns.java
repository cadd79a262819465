package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.queue.Task;

final class PostgresMergeTurns implements MergeTurns {
    @Override
    public boolean tryTake(Transaction transaction, Task merge, String baseBranch) {
        // Two claims of two merges lock two different tasks: the advisory lock makes them see one another.
        boolean alone = transaction
                .handle()
                .createQuery(
                        "select pg_try_advisory_xact_lock(hashtextextended('colony-merge:' || :repository || ':' || :base, 0))")
                .bind("repository", merge.repositoryId())
                .bind("base", baseBranch)
                .mapTo(Boolean.class)
                .one();
        return alone
                && transaction
                        .handle()
                        .createQuery("""
                                select not exists (
                                  select from tasks t join issues i on i.id = t.issue_id
                                  where t.state = 'claimed' and t.executor = 'merge' and t.id <> :task
                                    and t.repository_id = :repository and i.base_branch = :base)
                                """)
                        .bind("task", merge.id())
                        .bind("repository", merge.repositoryId())
                        .bind("base", baseBranch)
                        .mapTo(Boolean.class)
                        .one();
    }
}
