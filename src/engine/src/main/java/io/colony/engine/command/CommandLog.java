package io.colony.engine.command;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.Optional;

/** Which commands came, and what was answered. Takes part in the given transaction. */
public interface CommandLog {
    static CommandLog postgres() {
        return new PostgresCommandLog();
    }

    /** What was answered to this very request before. */
    Optional<OperatorAnswer> find(Transaction transaction, String source, String sourceId);

    void add(Transaction transaction, long issueId, OperatorCommand command, OperatorAnswer answer, Instant at);
}
