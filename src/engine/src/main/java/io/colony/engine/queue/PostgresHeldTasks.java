package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;

/**
 * Takes {@code held_until} from tasks that {@link TaskQueue#postpone} put aside. One that was released to a later time has
 * {@code run_after} there as well: it waits for something else.
 */
final class PostgresHeldTasks implements HeldTasks {
    private final WakeUp wakeUp;

    PostgresHeldTasks(WakeUp wakeUp) {
        this.wakeUp = wakeUp;
    }

    @Override
    public void letGo(Transaction transaction, List<Long> issueIds) {
        int changed = transaction
                .handle()
                .createUpdate("""
                        update tasks set held_until = null
                        where id in (
                          select id from tasks
                          where issue_id = any(:issues) and state = 'queued' and run_after < held_until
                          for update skip locked)
                        """)
                .bindArray("issues", Long.class, issueIds)
                .execute();
        if (changed > 0) {
            transaction.afterCommit(wakeUp::wake);
        }
    }

    @Override
    public int checksCame(Transaction transaction, long repositoryId, String headSha, Instant now) {
        return wakeMerges(transaction, "i.head_sha = :wanted", repositoryId, headSha, now);
    }

    @Override
    public int baseMoved(Transaction transaction, long repositoryId, String branch, Instant now) {
        return wakeMerges(transaction, "i.base_branch = :wanted", repositoryId, branch, now);
    }

    private int wakeMerges(Transaction transaction, String condition, long repositoryId, String wanted, Instant now) {
        int woken = transaction
                .handle()
                .createUpdate("""
                        update tasks set run_after = :now, held_until = null
                        where id in (
                          select t.id from tasks t join issues i on i.id = t.issue_id
                          where t.repository_id = :repository and t.state = 'queued' and t.executor = 'merge'
                            and t.held_until is not null
                            and (starts_with(t.waits_for, :checks) or starts_with(t.waits_for, :queue))
                            and %s
                          for update of t skip locked)
                        """.formatted(condition))
                .bind("now", now)
                .bind("repository", repositoryId)
                .bind("checks", CHECKS)
                .bind("queue", MERGE_QUEUE)
                .bind("wanted", wanted)
                .execute();
        if (woken > 0) {
            transaction.afterCommit(wakeUp::wake);
        }
        return woken;
    }
}
