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

    void add(Transaction transaction, long issueId, Entry entry, OperatorAnswer answer, Instant at);

    /**
     * A command as it came.
     *
     * @param command its word and what followed it
     */
    record Entry(String source, String sourceId, String login, String command) {}
}
