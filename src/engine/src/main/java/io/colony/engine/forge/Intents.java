package io.colony.engine.forge;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was about to be done on the code host: committed before the act, resolved after it, so that whoever comes after a
 * crash knows where to look. Per issue and kind at most one intent is open.
 */
public interface Intents {
    static Intents postgres() {
        return new PostgresIntents();
    }

    /**
     * Opens an intent. Commit before acting.
     *
     * @throws io.colony.engine.ColonyException when one of this kind is open for the issue: recover it first
     */
    Intent open(Transaction transaction, NewIntent intent, Instant now);

    /** Closes an open intent; one that is closed stays as it is, and the answer is {@code false}. */
    boolean resolve(
            Transaction transaction, long intentId, Resolution resolution, Map<String, String> result, Instant now);

    /**
     * Writes down that the code host holds what was intended after all, where the intent was given up before its actor was
     * done: it had been frozen or cut off, and acted when it came to. What is recorded otherwise stays as it is, and the
     * answer is {@code false}.
     */
    boolean doneLate(Transaction transaction, long intentId, Map<String, String> result, Instant now);

    /**
     * The issue's merges that may come whoever waits for them: that were given up, also those that were {@link #doneLate
     * done} then, and that the code host put into a queue of its own. Oldest first. What was begun before the issue was last
     * done is over and not among them.
     */
    List<Intent> mergesStillToCome(Transaction transaction, long issueId);

    /**
     * Issues that nobody works on and that have open intents from before an instant: their actors died, and no next attempt
     * will look. Those with an open merge are among them only when they are done, such as by a person's merge; any other is
     * for the Marshal.
     */
    List<Long> left(Transaction transaction, Instant before, int limit);

    /** The issue's open intents, oldest first. */
    List<Intent> findOpen(Transaction transaction, long issueId);

    /** All intents of the issue, oldest first. */
    List<Intent> history(Transaction transaction, long issueId);

    /** What is done on the code host. */
    enum Kind {
        PUSH,
        PULL_REQUEST,
        MERGE,
        /** An issue of ours: a part of an epic. */
        ISSUE
    }

    /** How an intent ended. */
    enum Resolution {
        /** The code host holds what was intended. */
        DONE,
        /** The code host said no, and nothing was changed. */
        REFUSED,
        /** It was given up before it was done: a crash came first, or the task was taken away. */
        SUPERSEDED
    }

    /**
     * An intent to be opened.
     *
     * @param epoch of the task, as the worker that acts holds it
     * @param ref the branch that is pushed, opened a pull request from, or merged
     * @param oldSha what the ref must point at now
     * @param newSha what it is to point at, or what is merged
     * @param details what recovery needs to look it up, such as the repository
     */
    record NewIntent(
            long issueId,
            long taskId,
            long epoch,
            Kind kind,
            String ref,
            Optional<String> oldSha,
            Optional<String> newSha,
            Map<String, String> details) {}

    /**
     * An intent.
     *
     * @param resolution empty while it is open
     * @param result what was found or answered, in plain fields
     */
    record Intent(
            long id,
            NewIntent intended,
            Optional<Resolution> resolution,
            Map<String, String> result,
            Instant createdAt) {}
}
