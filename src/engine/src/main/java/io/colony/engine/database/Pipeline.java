package io.colony.engine.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Statements that nobody waits for, kept back so that they travel with the next one that somebody waits for, or with the
 * commit: the driver sends all of them in one message. Used by one thread.
 */
final class Pipeline {
    private final List<String> statements = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    /** How a row becomes a value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    void add(String sql, List<?> arguments) {
        statements.add(sql);
        for (Object argument : arguments) {
            values.add(argument instanceof Optional<?> optional ? optional.orElse(null) : argument);
        }
    }

    /** Sends what is kept back. */
    void send(Connection connection) {
        if (!isEmpty()) {
            execute(connection, statement -> 0);
        }
    }

    /** Sends what is kept back, the last of which is a query, and reads its rows. */
    <T> List<T> query(Connection connection, Reader<T> reader) {
        return execute(connection, statement -> {
            List<T> read = new ArrayList<>();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
            }
            return read;
        });
    }

    /** Sends what is kept back; how many rows the last one changed. */
    int update(Connection connection) {
        return execute(connection, PreparedStatement::getUpdateCount);
    }

    /** What the last statement came to. */
    @FunctionalInterface
    private interface Last<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(Connection connection, Last<T> last) {
        String sql = String.join(";\n", statements);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.size(); index++) {
                bind(statement, index + 1, values.get(index));
            }
            statement.execute();
            for (int before = 1; before < statements.size(); before++) {
                statement.getMoreResults();
            }
            return last.of(statement);
        } catch (SQLException failure) {
            throw new UnableToExecuteStatementException(failure.getMessage() + " [in: " + sql + "]", failure, null);
        } finally {
            statements.clear();
            values.clear();
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case OffsetDateTime time -> statement.setObject(index, time);
            default -> statement.setObject(index, value);
        }
    }
}
