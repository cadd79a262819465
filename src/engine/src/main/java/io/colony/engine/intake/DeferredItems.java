package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.HostSignal.Listed;
import java.time.Instant;
import java.util.Collection;

/**
 * What the poll was told of and could not look at. It waits beside the webhooks: it is tried again as they are, and in the
 * end put aside with its error, so that it holds up nothing else and is not lost. Every method takes part in the given
 * transaction.
 */
public interface DeferredItems {
    /**
     * Has an item tried again. One that waits already goes on waiting; one that was put aside is tried again where it changed
     * since.
     */
    void defer(Transaction transaction, Deferred item, Instant now);

    /** These were looked at by now: what of them was put aside is done with. */
    void lookedAt(Transaction transaction, String forge, long repositoryId, Collection<Long> numbers, Instant now);

    /**
     * An item that failed.
     *
     * @param forge the code host, as repositories name it
     * @param updatedAt when it changed last
     * @param error in words, without secrets
     * @param nextAt when it is tried again
     */
    record Deferred(String forge, long repositoryId, Listed item, Instant updatedAt, String error, Instant nextAt) {}
}
