package io.colony.engine.projection;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the code host shall be told, written in the transaction that gives rise to it and delivered later, at least once
 * and in order per issue.
 */
public interface Outbox {
    /**
     * The outbox in the store.
     *
     * @param redactor takes secrets out of all text before it is stored
     */
    static Outbox postgres(UnaryOperator<String> redactor) {
        return new PostgresOutbox(new OutgoingText(redactor));
    }

    /**
     * Adds what is to be told.
     *
     * @param marker names this one message for ever: adding it twice is adding it once
     */
    void add(Transaction transaction, long issueId, String marker, Projection projection, Instant now);

    /**
     * Locks the next message that is due until the transaction ends: of each issue only the oldest undelivered one can be,
     * so that a message waits for those before it. Messages that others hold are passed over.
     */
    Optional<Message> claimDue(Transaction transaction, Instant now);

    /** Records that a claimed message was delivered. */
    void delivered(Transaction transaction, long messageId, Instant now);

    /** Records that a claimed message could not be delivered, and when it is tried again. */
    void failed(Transaction transaction, long messageId, String error, Instant nextAt);

    /** How many messages wait, and since when the oldest does. */
    Backlog backlog(Transaction transaction);

    /**
     * A message.
     *
     * @param attempts how often it failed so far
     */
    record Message(long id, IssueKey issue, Projection projection, int attempts) {}

    /** What waits. */
    record Backlog(long messages, Optional<Instant> oldest) {}
}
