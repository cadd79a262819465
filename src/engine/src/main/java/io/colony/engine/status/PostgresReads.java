package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.database.Transaction;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** Opens the transactions of the read models, and says when the store is away. */
final class PostgresReads {
    private final Database database;

    PostgresReads(Database database) {
        this.database = database;
    }

    /** Several questions, which all see the store at one instant. */
    <T> T read(Function<Transaction, T> questions) {
        return available(() -> database.inReadTransaction(questions));
    }

    /** One question. */
    <T> T single(Function<Transaction, T> question) {
        return available(() -> database.inSingleRead(question));
    }

    private static <T> T available(Supplier<T> read) {
        try {
            return read.get();
        } catch (DatabaseException failure) {
            throw new StoreUnavailableException(String.valueOf(failure.getMessage()), isLost(failure), failure);
        } catch (JdbiException failure) {
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
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P");
            }
        }
        return false;
    }
}
