package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.queue.Task;

final class PostgresMergeTurns implements MergeTurns {
    @Override
    public boolean tryTake(Transaction transaction, Task merge, String baseBranch) {
        // Two claims of two merges lock two different tasks: the advisory lock makes them see one another, and makes
        // whoever ends a merge see the one that is refused its turn meanwhile.
        transaction
                .handle()
                .createQuery(
                        "select pg_advisory_xact_lock(hashtextextended('colony-merge:' || :repository || ':' || :base, 0))::text")
                .bind("repository", merge.repositoryId())
                .bind("base", baseBranch)
                .mapTo(String.class)
                .one();
        return transaction
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
