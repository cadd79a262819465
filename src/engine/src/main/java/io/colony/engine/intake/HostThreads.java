package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Which comments of an issue and its pull request were looked at: each once, by whichever way it was told. Every method
 * takes part in the given transaction.
 */
public interface HostThreads {
    static HostThreads postgres() {
        return new PostgresHostThreads();
    }

    /** Notes the newest comment that stood there before the issue was let in; a second time changes nothing. */
    void begin(Transaction transaction, long issueId, long newestComment);

    /** What {@link #begin} noted. */
    OptionalLong beginning(Transaction transaction, long issueId);

    /** Whether the comment was looked at. */
    boolean looked(Transaction transaction, long issueId, long commentId);

    /** Notes that a comment was looked at; {@code false} where it had been. */
    boolean look(Transaction transaction, Look look, Instant now);

    /** Whether somebody without permission was answered on this issue since then. */
    boolean strangerAnswered(Transaction transaction, long issueId, String author, Instant since);

    /**
     * A comment that was looked at.
     *
     * @param replied whether it was answered
     */
    record Look(long issueId, long commentId, String author, Kind kind, boolean replied) {}

    /** What a comment was. */
    enum Kind {
        /** A command of somebody who may give some. */
        COMMAND,
        /** A command of somebody who may not. */
        STRANGER,
        /** An answer that was waited for. */
        ANSWER,
        /** Neither. */
        NOTHING;

        String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
