package io.colony.engine.recovery;

import io.colony.engine.database.Transaction;
import io.colony.engine.queue.Task;

/** Takes part in the transaction that gives a run up for lost, such as to settle its reservation. */
@FunctionalInterface
public interface LostRunListener {
    /**
     * Called after the run was marked lost and before its task moves. What it throws undoes all of it.
     *
     * @param task as it was claimed, with that claim's epoch
     */
    void onLostRun(Transaction transaction, Task task, long runId);
}
