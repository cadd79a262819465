package io.colony.bench.soak;

import io.colony.bench.BenchException;
import io.colony.bench.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the store says, by questions of its own. Used by one thread. */
final class StoreFacts {
    private final PostgresServer server;
    private final String database;

    StoreFacts(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    long number(String sql) {
        return ask(sql, rows -> rows.next() ? rows.getLong(1) : 0L);
    }

    List<Long> numbers(String sql) {
        return ask(sql, rows -> {
            List<Long> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getLong(1));
            }
            return all;
        });
    }

    /** Of rows with a name and a number. */
    Map<String, Long> counts(String sql) {
        return ask(sql, rows -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
            return counts;
        });
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T> T ask(String sql, Reading<T> reading) {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reading.of(rows);
        } catch (SQLException failure) {
            throw new BenchException("The store could not be asked: " + failure.getMessage(), failure);
        }
    }
}
