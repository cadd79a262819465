package io.colony.testkit;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.secret.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A migrated, empty database on a real Postgres that all tests of a JVM share. Opening one copies a template, which takes
 * a few tens of milliseconds. The session time zone of the server is not UTC, so that code that relies on it fails.
 */
public final class TestDatabase implements AutoCloseable {
    /** The application's role where a test asks for it. */
    public static final String APPLICATION = "colony_app";

    private static final String OWNER = "colony_owner";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;
    private final DatabaseSettings settings;
    private final Database database;

    private TestDatabase(String name, DatabaseSettings settings) {
        this.name = name;
        this.settings = settings;
        this.database = Database.open(settings);
    }

    /** Makes a new, empty database. */
    public static TestDatabase create() {
        EmbeddedPostgres server = Server.INSTANCE;
        String name = "test_" + NUMBER.incrementAndGet();
        execute(server, "create database " + name + " template colony_template");
        return new TestDatabase(name, settings(server, name));
    }

    /** The same, with the engine working as the application's role, which can change no history. */
    public static TestDatabase restricted() {
        EmbeddedPostgres server = Server.INSTANCE;
        String name = "test_" + NUMBER.incrementAndGet();
        execute(server, "create database " + name + " template colony_template");
        return new TestDatabase(name, restricted(server, name));
    }

    /** A database without any table, for whoever makes its schema themselves; nothing of the engine is connected. */
    public static DatabaseSettings empty() {
        String name = "test_" + NUMBER.incrementAndGet();
        execute(Server.INSTANCE, "create database " + name);
        return restricted(Server.INSTANCE, name);
    }

    /** A database that {@link #empty} made, once it has its schema. */
    public static TestDatabase of(DatabaseSettings settings) {
        return new TestDatabase(settings.url().substring(settings.url().lastIndexOf('/') + 1), settings);
    }

    private static DatabaseSettings restricted(EmbeddedPostgres server, String name) {
        Roles.make();
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
        return DatabaseSettings.of(url, APPLICATION, Secret.empty())
                .ownedBy(new DatabaseSettings.Login("postgres", Secret.empty()));
    }

    /** The engine's way in. */
    public Database database() {
        return database;
    }

    /** For whoever opens the store on their own, such as a second process. */
    public DatabaseSettings settings() {
        return settings;
    }

    /** A connection of the database's owner, for arranging and asserting what no port offers. */
    public Connection connect() {
        try {
            return Server.INSTANCE.getDatabase("postgres", name).getConnection();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot connect to " + name, failure);
        }
    }

    /** Lets nobody in and ends the connections that there are, as an outage does; or lets everybody in again. */
    public void allowConnections(boolean allowed) {
        execute(Server.INSTANCE, "alter database " + name + " with allow_connections " + allowed);
        if (!allowed) {
            execute(
                    Server.INSTANCE,
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
        }
    }

    /** Drops it: hundreds of them would keep a JVM from ending, since the server removes its files then. */
    @Override
    public void close() {
        database.close();
        execute(Server.INSTANCE, "drop database if exists " + name + " with (force)");
    }

    private static DatabaseSettings settings(EmbeddedPostgres server, String name) {
        return DatabaseSettings.of(server.getJdbcUrl("postgres", name), "postgres", Secret.empty());
    }

    private static void execute(EmbeddedPostgres server, String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** Made once, when a test first needs it: roles belong to the server. */
    private static final class Roles {
        static {
            execute(Server.INSTANCE, "create role " + APPLICATION + " login");
            execute(Server.INSTANCE, "create role " + OWNER + " login");
        }

        static void make() {
            // Loading the class did it.
        }
    }

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("timezone", "Pacific/Chatham")
                        .setServerConfig("max_connections", "200")
                        .start();
                execute(server, "create database colony_template");
                Database.open(settings(server, "colony_template")).close();
                return server;
            } catch (IOException failure) {
                throw new UncheckedIOException("embedded Postgres did not start", failure);
            }
        }
    }
}
