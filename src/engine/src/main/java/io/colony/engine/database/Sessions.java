package io.colony.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Borrows a pool's connections, one for each function that is run. JDBI is opened on one only where a store asks for it: that
 * costs the program as much as a short statement, and what is done for every stage needs none. Safe for use by many threads.
 */
final class Sessions {
    /** What JDBI is opened on, while it is being opened. */
    private static final ThreadLocal<Connection> OPENING = new ThreadLocal<>();

    private final DataSource pool;
    private final Jdbi jdbi;

    Sessions(DataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(new Borrowed()).installPlugin(new PostgresPlugin());
        // The transaction ends with the session, and not with the handle on it.
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    }

    /**
     * Runs the function in a transaction: committed when it returns, with all that was kept back; undone when it throws.
     *
     * @throws ConnectionException when no connection can be had
     */
    <T extends @Nullable Object> T inTransaction(Function<Transaction, T> function) {
        Session session = borrow(false);
        T result;
        try (session) {
            result = committed(session, function);
        }
        session.committed();
        return result;
    }

    private static <T extends @Nullable Object> T committed(Session session, Function<Transaction, T> function) {
        try {
            Transaction transaction = new Transaction(session);
            T result = function.apply(transaction);
            transaction.finish();
            session.commit();
            return result;
        } catch (RuntimeException | Error failure) {
            session.rollBack(failure);
            throw failure;
        }
    }

    /** Runs the function without a transaction around it: each statement is one by itself. */
    <T extends @Nullable Object> T withoutTransaction(Function<Transaction, T> function) {
        try (Session session = borrow(true)) {
            Transaction transaction = new Transaction(session);
            T result = function.apply(transaction);
            transaction.send();
            return result;
        }
    }

    private Session borrow(boolean autoCommit) {
        try {
            return session(pool.getConnection(), autoCommit);
        } catch (SQLException failure) {
            throw new ConnectionException(failure);
        }
    }

    /** Gives back a connection that turns out to be broken: the pool would miss it for ever. */
    private Session session(Connection connection, boolean autoCommit) throws SQLException {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException broken) {
            connection.close();
            throw broken;
        }
        return new Session(connection, this::open);
    }

    private Handle open(Connection connection) {
        OPENING.set(connection);
        try {
            return jdbi.open();
        } finally {
            OPENING.remove();
        }
    }

    /** Gives JDBI the connection that is there; whoever borrowed it gives it back. */
    private static final class Borrowed implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return Objects.requireNonNull(OPENING.get(), "a handle is opened on a session only");
        }

        @Override
        public void closeConnection(Connection connection) {
            // The session does.
        }
    }
}
