package io.colony.engine.adhoc;

import io.colony.engine.command.CommandName;
import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which runs there are, and whose they are for how long. Takes part in the given transaction. */
interface AdHocStore {
    static AdHocStore postgres() {
        return new PostgresAdHocStore();
    }

    /**
     * A run as stored.
     *
     * @param answer where it has ended
     */
    record Stored(AdHocRun run, Optional<AdHocAnswer> answer) {}

    /**
     * A run to be opened.
     *
     * @param workerId as the store knows the host
     */
    record Opening(AdHocRequest request, String agent, long tenantId, long repositoryId, long workerId, Instant now) {}

    Optional<Stored> find(Transaction transaction, CommandName name);

    /** Opens a run; its id. */
    long open(Transaction transaction, Opening opening, Instant leaseUntil);

    /** Extends the lease of a run; {@code false} where it has ended. */
    boolean extend(Transaction transaction, long runId, Instant until);

    /** Keeps the answer of a run that has none yet; one that was given up for lost gets what is known after all. */
    void answer(Transaction transaction, AdHocAnswer answer);

    /** Those whose lease is over, locked: nobody else ends them meanwhile. */
    List<AdHocRun> expired(Transaction transaction, Instant now, int most);
}
