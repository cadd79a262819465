package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
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
}
