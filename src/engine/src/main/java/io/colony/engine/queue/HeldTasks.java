package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.util.List;

/** Lets tasks that were postponed be looked at again before their time. */
public interface HeldTasks {
    /** @param wakeUp told after the commit that let one go */
    static HeldTasks postgres(WakeUp wakeUp) {
        return new PostgresHeldTasks(wakeUp);
    }

    /**
     * Makes the queued tasks of these issues due as far as a postponement held them; each keeps its place. One that
     * another transaction is looking at right now is left alone: it is awake.
     */
    void letGo(Transaction transaction, List<Long> issueIds);
}
