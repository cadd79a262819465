package io.colony.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;

/** A borrowed connection. Used by one thread, from its opening to {@link #close}. */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Function<Connection, Handle> handles;
    private final List<Runnable> afterCommit = new ArrayList<>(1);
    private @Nullable Handle handle;

    /** @param handles opens JDBI on the connection */
    Session(Connection connection, Function<Connection, Handle> handles) {
        this.connection = connection;
        this.handles = handles;
    }

    Connection connection() {
        return connection;
    }

    /** JDBI on the connection; opened when first asked for. */
    Handle handle() {
        if (handle == null) {
            handle = handles.apply(connection);
        }
        return handle;
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException failure) {
            throw new TransactionException("The commit failed: " + failure.getMessage(), failure);
        }
    }

    /** Undoes what was done; where even that fails, the connection is lost and the server has undone it. */
    void rollBack(Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
        }
    }

    /** What waited for the commit. */
    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    @Override
    public void close() {
        try (connection) {
            if (handle != null) {
                handle.close();
            }
        } catch (SQLException | JdbiException lost) {
            // It is gone from the pool; what it did is committed or undone already, and a commit must not read as a
            // failure.
        }
    }
}
