package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether work is handed out at all. While it is stopped, no task of the store is claimed by anybody. Takes part in the
 * given transaction.
 */
public interface DispatchStops {
    static DispatchStops postgres() {
        return new PostgresDispatchStops();
    }

    /** The stop that holds at present. */
    Optional<DispatchStop> open(Transaction transaction);

    /** The same for whoever claims now, in this transaction: a stop waits for its end, and is seen by it or sees it. */
    Optional<DispatchStop> openForClaim(Transaction transaction);

    /** The number of the newest stop, whether it holds or not; 0 where there was none. */
    long newest(Transaction transaction);

    /**
     * Waits until no claim is under way and keeps others from beginning, until the transaction ends: what it writes is seen
     * by every later claim, and every earlier one is seen by it.
     *
     * @throws RuntimeException where somebody keeps a claim open for seconds
     */
    void holdClaims(Transaction transaction);

    /** Stops, and notes what runs. Empty where it was stopped before. */
    Optional<DispatchStop> stop(Transaction transaction, String by, String reason, Instant at);

    /** Ends the stop, and answers it. Empty where there was none. */
    Optional<DispatchStop> resume(Transaction transaction, String by, String reason, Instant at);

    /** Notes what was ended of a run where dispatch is stopped; does nothing otherwise. */
    void noteEnd(Transaction transaction, long runId, List<Long> groups, List<Long> survivors);

    /** What ran when it was stopped, and whatever runs now. */
    List<StoppedRun> runs(Transaction transaction, DispatchStop stop);

    /** All tenants, each of which has an audit log. */
    List<Long> tenants(Transaction transaction);
}
