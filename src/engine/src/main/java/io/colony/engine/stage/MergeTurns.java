package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.queue.Task;

/** One merge at a time per repository and base branch, across all workers and processes. */
interface MergeTurns {
    static MergeTurns postgres() {
        return new PostgresMergeTurns();
    }

    /**
     * Whether this merge may be claimed now. A yes holds until the transaction ends, by which time the claim itself
     * keeps others out.
     */
    boolean tryTake(Transaction transaction, Task merge, String baseBranch);
}
