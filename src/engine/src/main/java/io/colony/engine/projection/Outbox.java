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
     * Claims the next message that is due: of each issue only the oldest that has not left can be, so that a message
     * waits for those before it. Nobody else is given it before its lease ends or the worker is recorded as stopped;
     * commit, then ask the code host.
     *
     * @param workerId who claims
     * @param leaseUntil when it is given to another, should nothing be heard of this claim
     */
    Optional<Message> claimDue(Transaction transaction, long workerId, Instant now, Instant leaseUntil);

    /** Records that a claimed message was delivered. {@code false} when its lease had ended and another has it. */
    boolean delivered(Transaction transaction, Message message, Instant now);

    /** Records that a claimed message is not sent, since a later one makes it needless. {@code false} as above. */
    boolean overtaken(Transaction transaction, Message message, Instant now);

    /** Records that a claimed message could not be delivered, and when it is tried again. {@code false} as above. */
    boolean failed(Transaction transaction, Message message, String error, Instant nextAt);

    /** Records that the code host will never take a claimed message: those after it go on. {@code false} as above. */
    boolean givenUp(Transaction transaction, Message message, String error, Instant now);

    /**
     * A message.
     *
     * @param attempts how often it failed so far
     * @param claim numbers the claim that it is held under
     * @param overtaken whether a later message waits that makes this one needless: of labels only the last is seen
     */
    record Message(long id, IssueKey issue, Projection projection, int attempts, int claim, boolean overtaken) {}
}
