package io.colony.engine.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * A channel of Postgres' {@code NOTIFY}: what one process says, all that have subscribed hear. Nothing is kept for those
 * who are away. Safe for use by many threads.
 */
public final class Channel {
    private final String name;
    private final DatabaseSettings settings;
    private final Pools pools;

    Channel(String name, DatabaseSettings settings, Pools pools) {
        this.name = name;
        this.settings = settings;
        this.pools = pools;
    }

    /**
     * Tells all subscribers, in a transaction of its own that waits for no disk.
     *
     * @param message a few bytes
     * @throws DatabaseException when it could not be sent
     */
    public void send(String message) {
        try (Connection connection = pools.atOnce().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select set_config('synchronous_commit', 'off', true), pg_notify(?, ?)")) {
            statement.setString(1, name);
            statement.setString(2, message);
            statement.execute();
        } catch (SQLException failure) {
            throw new DatabaseException(
                    "The channel " + name + " takes no message (" + failure.getMessage()
                            + "). Those who listen find out at their next look.",
                    failure);
        }
    }

    /**
     * Opens a connection that belongs to no pool and listens on it.
     *
     * @throws DatabaseException when the server cannot be reached
     */
    public Subscription subscribe() {
        try {
            Connection connection = DriverManager.getConnection(settings.url(), properties());
            try (Statement statement = connection.createStatement()) {
                statement.execute("listen " + name);
            }
            return new Subscription(name, connection);
        } catch (SQLException failure) {
            throw new DatabaseException(
                    "Nobody can be heard on channel " + name + " (" + failure.getMessage()
                            + "). It is tried again; until then the store is asked more often.",
                    failure);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().reveal());
        properties.setProperty("ApplicationName", "colony listener");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty(
                "connectTimeout", Long.toString(settings.connectTimeout().toSeconds()));
        return properties;
    }

    /** An open ear. Used by one thread; {@link #close} by any, which ends a wait at once. */
    public static final class Subscription implements AutoCloseable {
        private final String name;
        private final Connection connection;

        private Subscription(String name, Connection connection) {
            this.name = name;
            this.connection = connection;
        }

        /**
         * Waits for messages.
         *
         * @return what was heard; empty when nothing was until the timeout
         * @throws DatabaseException when the connection is lost
         */
        public List<String> await(Duration timeout) {
            try {
                PGNotification[] heard =
                        connection.unwrap(PGConnection.class).getNotifications(Math.toIntExact(timeout.toMillis()));
                return heard == null
                        ? List.of()
                        : Arrays.stream(heard).map(PGNotification::getParameter).toList();
            } catch (SQLException failure) {
                throw lost(failure);
            }
        }

        /** Asks the server something, so that a connection that died without a word is noticed. */
        public void check(Duration patience) {
            try {
                if (!connection.isValid(Math.toIntExact(patience.toSeconds()))) {
                    throw lost(new SQLException("the server does not answer"));
                }
            } catch (SQLException failure) {
                throw lost(failure);
            }
        }

        private DatabaseException lost(SQLException failure) {
            return new DatabaseException(
                    "The connection that listens on channel " + name + " is lost (" + failure.getMessage()
                            + "). A new one is opened; until then the store is asked more often.",
                    failure);
        }

        @Override
        public void close() {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException gone) {
                // It was to end, and it has.
            }
        }
    }
}
