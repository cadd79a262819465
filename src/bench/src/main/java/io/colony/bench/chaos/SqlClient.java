package io.colony.bench.chaos;

import io.colony.bench.BenchException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A connection of its own, beside the engine's pool, opened again after it was cut. Whoever watches must not stand on what
 * is being cut, so it has another application name than the engine. Safe for use by many threads, one at a time.
 */
public final class SqlClient implements AutoCloseable {
    private final String url;
    private final String user;
    private final String application;
    private Optional<Connection> open = Optional.empty();

    public SqlClient(String url, String user, String application) {
        this.url = url;
        this.user = user;
        this.application = application;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** The store could not be asked; what was under way may have been committed. */
    static final class CutOff extends BenchException {
        private static final long serialVersionUID = 1L;

        CutOff(SQLException cause) {
            super("The connection beside the engine's failed: " + cause.getMessage(), cause);
        }
    }

    synchronized <T> T inTransaction(Work<T> work) {
        try {
            Connection connection = connection();
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException failure) {
            close();
            throw new CutOff(failure);
        }
    }

    private Connection connection() throws SQLException {
        if (open.isEmpty() || open.get().isClosed()) {
            Properties properties = new Properties();
            properties.setProperty("user", user);
            properties.setProperty("ApplicationName", application);
            properties.setProperty("connectTimeout", "5");
            Connection connection = DriverManager.getConnection(url, properties);
            connection.setAutoCommit(false);
            open = Optional.of(connection);
        }
        return open.get();
    }

    /** Runs one statement; how many rows it changed. */
    public int update(String sql, Object... parameters) {
        return inTransaction(connection -> update(connection, sql, parameters));
    }

    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** All rows as text; what is null reads as the word. */
    public List<List<String>> rows(String sql, Object... parameters) {
        return inTransaction(connection -> rows(connection, sql, parameters));
    }

    static List<List<String>> rows(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<List<String>> all = new ArrayList<>();
                while (rows.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        cells.add(String.valueOf(rows.getString(column)));
                    }
                    all.add(List.copyOf(cells));
                }
                return all;
            }
        }
    }

    public long number(String sql, Object... parameters) {
        return Long.parseLong(rows(sql, parameters).getFirst().getFirst());
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int index = 0; index < parameters.length; index++) {
            statement.setObject(index + 1, parameters[index]);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (SQLException alreadyGone) {
            // It is what was wanted.
        }
        open = Optional.empty();
    }
}
