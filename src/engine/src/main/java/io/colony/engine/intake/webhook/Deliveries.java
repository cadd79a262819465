package io.colony.engine.intake.webhook;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.HostSignal;
import io.colony.engine.intake.DeferredItems;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Webhooks in the store: each once, claimed under a lease while it is processed, so that several programs share the work and
 * nobody holds a connection while the code host is asked. Safe for use by many threads and processes.
 */
public interface Deliveries extends DeferredItems {
    static Deliveries postgres(Database database) {
        return new PostgresDeliveries(database);
    }

    /**
     * Stores a webhook in one statement, which is a transaction by itself. One that is nothing to act on is stored as done.
     *
     * @return {@code ACCEPTED}, {@code IRRELEVANT}, {@code DUPLICATE}, or {@code AGAIN} where it had been put aside
     * @throws io.colony.engine.database.DatabaseException when it could not be stored
     */
    WebhookResult add(NewDelivery delivery, Instant now);

    /**
     * Claims the oldest that is due. One waits for those of its repository that came before it and were not tried yet; one
     * that failed holds up no other, and one that failed often comes last.
     *
     * @param forges only those of these code hosts
     * @param leaseUntil when it is given to another, should nothing be heard of this claim
     */
    Optional<Claimed> claim(Transaction transaction, Set<String> forges, Instant now, Instant leaseUntil);

    /** Records what it came to. {@code false} when its lease had ended and another has it, or it was looked at anew. */
    boolean done(Transaction transaction, Claimed claimed, String result, Instant now);

    /** Records why it could not be processed, and when it is tried again. {@code false} as above. */
    boolean failed(Transaction transaction, Claimed claimed, String error, Instant nextAt);

    /** Puts it aside, with its error. {@code false} as above. */
    boolean aside(Transaction transaction, Claimed claimed, String error, Instant now);

    /**
     * A webhook that is being processed, or an item of the poll.
     *
     * @param stored what it says, as the store holds it
     * @param polled whether it is an item of the poll, of which nobody else tells
     * @param attempts how often it failed so far
     * @param claim numbers the claim that it is held under
     */
    record Claimed(long id, String forge, String stored, boolean polled, int attempts, int claim) {
        /** @throws io.colony.engine.ColonyException when a program of another version stored it */
        HostSignal signal() {
            return StoredSignal.read(stored);
        }
    }
}
