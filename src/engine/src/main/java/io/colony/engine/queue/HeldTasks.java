package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.time.Instant;
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

    /** How the words begin by which a merge that is parked for checks says what it waits for. */
    String CHECKS = "checks of the code host: ";

    /** The same for one that the code host's own queue has. */
    String MERGE_QUEUE = "the code host's merge queue: ";

    /**
     * Makes the merges of this commit due that wait for the code host's checks or queue; nothing else. How many those were.
     */
    int checksCame(Transaction transaction, long repositoryId, String headSha, Instant now);

    /** The same for all merges into this branch, which has moved. */
    int baseMoved(Transaction transaction, long repositoryId, String branch, Instant now);
}
