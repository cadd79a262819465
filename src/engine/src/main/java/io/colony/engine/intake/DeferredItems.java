package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.HostSignal.Listed;
import java.time.Instant;
import java.util.Collection;

/**
 * What the poll was told of and could not look at. It waits beside the webhooks and is tried again as they are, but where it
 * is the code host that does not answer for it, without an end, every hour: the poll was the last to hear of it. What fails
 * here is put aside in the end with its error, as they are. So it holds up nothing else and is not lost. Every method takes
 * part in the given transaction.
 */
public interface DeferredItems {
    /**
     * Has an item tried again. One that waits already goes on waiting, for what it is by now; one that was put aside is tried
     * again where it changed since.
     */
    void defer(Transaction transaction, Deferred item, Instant now);

    /** These were looked at by now: what of them waits or was put aside is done with. */
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
