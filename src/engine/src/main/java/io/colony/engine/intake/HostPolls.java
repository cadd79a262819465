package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Where the poll of each repository stands. Every method takes part in the given transaction. */
public interface HostPolls {
    static HostPolls postgres() {
        return new PostgresHostPolls();
    }

    /** Takes the repository that has waited longest of those that are due; nobody else gets it before its next time. */
    Optional<Due> take(Transaction transaction, Set<String> forges, Instant now, Duration interval);

    /** Records how far it got. */
    void done(Transaction transaction, long repositoryId, Optional<String> cursor, Instant now, Instant next);

    /** Records why it got nowhere. */
    void failed(Transaction transaction, long repositoryId, String error, Instant next);

    /** @param cursor empty where it was never asked */
    record Due(long repositoryId, Optional<String> cursor) {}
}
