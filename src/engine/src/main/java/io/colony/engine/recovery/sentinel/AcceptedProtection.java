package io.colony.engine.recovery.sentinel;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.Protection;
import io.colony.engine.recovery.sentinel.SentinelQueries.Accepted;
import java.time.Instant;
import java.util.Optional;

/** What later readings of a repository's protection are held against. Takes part in the given transaction. */
public interface AcceptedProtection {
    static AcceptedProtection postgres() {
        return new PostgresAcceptedProtection();
    }

    /** What was accepted last, which nobody else changes before the transaction ends. */
    Optional<Accepted> hold(Transaction transaction, long repositoryId);

    /** Notes it as accepted. */
    void accept(Transaction transaction, long repositoryId, Protection.Known protection, Instant now);

    /** Forgets what was accepted: the next reading is noted as it is. {@code false} where nothing was. */
    boolean forget(Transaction transaction, long repositoryId);
}
