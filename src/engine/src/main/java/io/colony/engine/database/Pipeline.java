package io.colony.engine.database;

import io.colony.engine.database.Transaction.RowReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * Statements that nobody waits for yet, kept back so that they travel with the next one that somebody waits for, or with
 * the commit: the driver sends all of them in one message. Used by one thread.
 */
final class Pipeline {
    private final List<Step> steps = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final Appended appended = new Appended();

    /**
     * What may be missing, as text without a type, which is what null is sent as: the server plans a statement anew whenever
     * the type of one of its places changes.
     */
    private record Untyped(String text) {}

    /** A statement, and who wants its rows. */
    private record Step(String sql, Optional<Reading<?>> reading) {}

    /** Whom a row is read for, and how. */
    private record Reading<T>(RowReader<T> reader, Answer<T> answer) {
        void read(PreparedStatement statement) throws SQLException {
            List<T> read = new ArrayList<>();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
            }
            answer.are(read);
        }
    }

    boolean isEmpty() {
        return steps.isEmpty() && appended.isEmpty();
    }

    /** Adds a row that comes last of all, however much is sent before. */
    void append(Insert insert, List<?> arguments) {
        List<@Nullable Object> row = new ArrayList<>(arguments.size());
        arguments.forEach(argument -> row.add(plain(argument)));
        appended.add(insert, row);
    }

    void add(String sql, List<?> arguments) {
        add(new Step(sql, Optional.empty()), arguments);
    }

    /** Adds a query: once it was sent, the answer has its rows. */
    <T> void add(String sql, List<?> arguments, RowReader<T> reader, Answer<T> answer) {
        add(new Step(sql, Optional.of(new Reading<>(reader, answer))), arguments);
    }

    private void add(Step step, List<?> arguments) {
        steps.add(step);
        for (Object argument : arguments) {
            values.add(plain(argument));
        }
    }

    private static @Nullable Object plain(@Nullable Object argument) {
        return argument instanceof Optional<?> optional
                ? optional.<Object>map(value -> new Untyped(value.toString())).orElse(null)
                : argument;
    }

    /** Sends everything, the rows that come last as well. */
    void sendAll(Connection connection) {
        flushAppended();
        send(connection);
    }

    /** Sends everything and the commit. */
    void commit(Connection connection) {
        flushAppended();
        add("commit", List.of());
        send(connection);
    }

    private void flushAppended() {
        if (!appended.isEmpty()) {
            steps.add(new Step(appended.sql(), Optional.empty()));
            values.addAll(appended.values());
            appended.clear();
        }
    }

    /** Sends what is kept back, and reads what was asked; how many rows the last statement changed. */
    int send(Connection connection) {
        if (steps.isEmpty()) {
            return 0;
        }
        String sql = steps.stream().map(Step::sql).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.size(); index++) {
                bind(statement, index + 1, values.get(index));
            }
            statement.execute();
            return results(statement);
        } catch (SQLException failure) {
            throw new UnableToExecuteStatementException(failure.getMessage() + " [in: " + sql + "]", failure, null);
        } finally {
            steps.clear();
            values.clear();
        }
    }

    /** Each statement has one result, in their order. */
    private int results(PreparedStatement statement) throws SQLException {
        for (int step = 0; step < steps.size(); step++) {
            if (step > 0) {
                statement.getMoreResults();
            }
            Optional<Reading<?>> reading = steps.get(step).reading();
            if (reading.isPresent()) {
                reading.get().read(statement);
            }
        }
        return statement.getUpdateCount();
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Untyped untyped -> statement.setObject(index, untyped.text(), Types.OTHER);
            case Instant instant -> statement.setObject(index, timestamp(instant));
            default -> statement.setObject(index, value);
        }
    }

    /** As text of a known type: the driver makes a calendar for each statement that is given a time. */
    private static PGobject timestamp(Instant instant) throws SQLException {
        PGobject value = new PGobject();
        value.setType("timestamptz");
        value.setValue(instant.toString());
        return value;
    }
}
