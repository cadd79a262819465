package io.colony.bench.store;

import io.colony.bench.BenchException;
import io.colony.bench.postgres.PostgresServer;
import io.colony.engine.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Databases of the run's server. A template is filled once; each reading gets a copy of it, which is fresh, vacuumed and
 * flushed, and which is dropped afterwards. Used by one thread.
 */
public final class Databases {
    private static final String SCHEMA = "bench_schema";

    private final PostgresServer server;
    private final AtomicBoolean migrated = new AtomicBoolean();

    public Databases(PostgresServer server) {
        this.server = server;
    }

    /** Something that is done with a connection. */
    @FunctionalInterface
    public interface Work {
        void with(Statement statement) throws SQLException;
    }

    /**
     * Makes a database with a schema, which is brought once and copied from then on.
     *
     * @param migrate brings the schema to an empty database
     */
    void copySchema(String name, Consumer<DatabaseSettings> migrate) {
        if (!migrated.getAndSet(true)) {
            migrate.accept(server.createDatabase(SCHEMA));
        }
        server.execute("postgres", "create database " + name + " template " + SCHEMA + strategy());
    }

    /** Makes an empty database. */
    public void create(String name) {
        server.createDatabase(name);
    }

    /** Runs statements in a database as its owner. */
    public void in(String database, Work work) {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            work.with(statement);
        } catch (SQLException failure) {
            throw new BenchException("In database " + database + ": " + failure.getMessage(), failure);
        }
    }

    /** Ends a template's or a store's preparation: statistics, no dead rows, nothing left to flush; copies have the same. */
    public void settle(String database) {
        in(database, statement -> statement.execute("vacuum analyze"));
        server.execute("postgres", "checkpoint");
    }

    /** Copies the template, gives the copy to the function, and drops it. */
    public <T> T withCopy(String template, SyncCommit sync, Function<Copy, T> function) {
        String name = template + "_copy";
        server.execute("postgres", "drop database if exists " + name + " with (force)");
        // Copying files is as fast as the disk; the default writes every page to the log.
        server.execute("postgres", "create database " + name + " template " + template + strategy());
        server.execute("postgres", "alter database " + name + " set synchronous_commit = " + sync.slug());
        // Its statistics and its map of what is all visible are those of the template.
        server.execute("postgres", "checkpoint");
        try {
            return function.apply(new Copy(server, name));
        } finally {
            drop(name);
        }
    }

    private String strategy() {
        try (Connection connection = server.connect("postgres")) {
            return connection.getMetaData().getDatabaseMajorVersion() >= 15 ? " strategy file_copy" : "";
        } catch (SQLException failure) {
            throw new BenchException("The server does not answer: " + failure.getMessage(), failure);
        }
    }

    public void setSyncCommit(String database, SyncCommit sync) {
        server.execute("postgres", "alter database " + database + " set synchronous_commit = " + sync.slug());
    }

    /** A database as it stands, without a copy of it. */
    public Copy itself(String name) {
        return new Copy(server, name);
    }

    public void drop(String name) {
        server.execute("postgres", "drop database if exists " + name + " with (force)");
    }

    /** A database that a reading works on. */
    public record Copy(PostgresServer server, String name) {
        /** A bare connection of its owner, in autocommit. */
        public Connection connect() throws SQLException {
            return server.connect(name);
        }

        /** The one number that a query answers. */
        public long count(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            } catch (SQLException failure) {
                throw new BenchException("'" + sql + "' failed: " + failure.getMessage(), failure);
            }
        }
    }
}
