package io.colony.engine.command;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Which commands came, and what was answered. Takes part in the given transaction. */
public interface CommandLog {
    /** The log in the store, which has a row of the audit log for each command. */
    static CommandLog postgres(AuditLog audit) {
        return new PostgresCommandLog(audit);
    }

    /** What was answered to this very request before. */
    Optional<OperatorAnswer> find(Transaction transaction, String source, String sourceId);

    /** Notes what was answered to whom. The answer with the audit log's row, as {@link #find} gives it from now on. */
    OperatorAnswer add(Transaction transaction, Issue issue, Entry entry, OperatorAnswer answer, Instant at);

    /** The newest command of each of these issues that had any. Asked without waiting. */
    Answer<Newest> newest(Transaction transaction, Collection<Long> issueIds);

    /** An issue's newest command. */
    record Newest(long issueId, long commandId) {}

    /**
     * A command as it came.
     *
     * @param command its word and what followed it
     */
    record Entry(String source, String sourceId, String login, String command) {}
}
