package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.database.Transaction;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** Opens the transactions of the read models, and says when the store is away. */
final class PostgresReads {
    /** Whoever asks something that takes longer has most often gone by then, which the server would not notice. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A statement was ended, by its time limit or by an administrator. */
    private static final String TOO_LONG = "57014";

    private final Database database;
    private final Duration longest;
    private final Duration patience;

    PostgresReads(Database database) {
        this(database, LONGEST, PATIENCE);
    }

    PostgresReads(Database database, Duration longest, Duration patience) {
        this.database = database;
        this.longest = longest;
        this.patience = patience;
    }

    /**
     * Several questions, which all see the store at one instant: each ends after 10 s, and only so many are asked at once as
     * leave connections for work.
     */
    <T> T read(Function<Transaction, T> questions) {
        Semaphore readers = database.readers();
        if (!placed(readers)) {
            throw new StoreUnavailableException(
                    "More is being read at present than work leaves connections for. Ask again in a moment.");
        }
        try {
            return asked(questions);
        } finally {
            readers.release();
        }
    }

    /** The same for what watches the store, which must not wait for readers. */
    <T> T watch(Function<Transaction, T> questions) {
        return asked(questions);
    }

    private <T> T asked(Function<Transaction, T> questions) {
        return available(() -> database.inReadTransaction(transaction -> {
            transaction.later("set local statement_timeout = " + longest.toMillis());
            return questions.apply(transaction);
        }));
    }

    private boolean placed(Semaphore readers) {
        try {
            return readers.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One question whose answer costs the store little, whatever is in it: it takes no place among the readers. */
    <T> T single(Function<Transaction, T> question) {
        return available(() -> database.inSingleRead(question));
    }

    private static <T> T available(Supplier<T> read) {
        try {
            return read.get();
        } catch (DatabaseException failure) {
            throw new StoreUnavailableException(String.valueOf(failure.getMessage()), isLost(failure), failure);
        } catch (JdbiException failure) {
            if (state(failure).equals(TOO_LONG)) {
                throw new StoreUnavailableException(
                        "The store took too long to answer. Ask for less: another order, fewer days, no text.",
                        failure);
            }
            if (isLost(failure)) {
                throw new StoreUnavailableException(
                        "The connection to the store was lost while reading. Ask again when Postgres runs.",
                        true,
                        failure);
            }
            throw failure;
        }
    }

    /** No connection to be had; class 08: connection errors; class 57P: the server shuts down or starts. */
    private static boolean isLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return state(failure).startsWith("08") || state(failure).startsWith("57P");
    }

    /** What Postgres calls it; empty where it was not Postgres that failed. */
    private static String state(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }
}
