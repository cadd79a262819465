package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import java.time.Instant;

/**
 * Who put commits on an issue's branch besides us, in the present generation. Every method takes part in the given
 * transaction.
 */
public interface BranchPushes {
    /** Whoever it was that the code host has not named. */
    String SOMEBODY = "somebody";

    static BranchPushes postgres() {
        return new PostgresBranchPushes();
    }

    /**
     * Notes a push. One whose author is known by now stays as it is; {@link #SOMEBODY} gives way to a login. The same commit
     * in a later generation is another push.
     */
    void note(Transaction transaction, Issue issue, String headSha, String login, Instant at);

    /** Whether a push of theirs is on record. */
    boolean by(Transaction transaction, long issueId, String login);

    /** Whether there is a push of which nobody knows whose it is. */
    boolean unnamed(Transaction transaction, long issueId);
}
