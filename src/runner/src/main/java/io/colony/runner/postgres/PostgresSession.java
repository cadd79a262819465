package io.colony.runner.postgres;

import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.secret.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A short connection to the embedded server's maintenance database. */
final class PostgresSession implements AutoCloseable {
    private final Connection connection;

    private PostgresSession(Connection connection) {
        this.connection = connection;
    }

    static PostgresSession open(DatabaseSettings settings, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().reveal());
        properties.setProperty("ApplicationName", "colony-store");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "20");
        String url = settings.url().replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1");
        return new PostgresSession(DriverManager.getConnection(url, properties));
    }

    String dataDirectory() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show data_directory")) {
            rows.next();
            return rows.getString(1);
        }
    }

    void createDatabaseUnlessPresent(String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                if (rows.next()) {
                    return;
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create database " + statement.enquoteIdentifier(name, true));
        }
    }

    /**
     * Makes a role that may log in and nothing else.
     *
     * @param newPassword whether one that is there gets the password as well
     */
    void createLoginUnlessPresent(String name, Secret password, boolean newPassword) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select 1 from pg_roles where rolname = " + statement.enquoteLiteral(name))) {
            boolean present = rows.next();
            if (!present || newPassword) {
                // A role's password cannot be a parameter; it is our own hexadecimal digits, and logged nowhere.
                statement.execute((present ? "alter role " : "create role ")
                        + statement.enquoteIdentifier(name, true)
                        + " login nosuperuser nocreatedb nocreaterole password "
                        + statement.enquoteLiteral(password.reveal()));
            }
        }
    }

    /** How many other programs are connected at this moment. */
    int otherClients() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select count(*)
                          from pg_stat_activity
                         where backend_type = 'client backend'
                           and pid <> pg_backend_pid()
                        """)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
