package io.colony.engine.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Columns as the engine's values. Written out by hand: pages are read often, and reflection took most of their time. */
final class PostgresRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PostgresRows() {}

    static IssueKey key(ResultSet row, String column) throws SQLException {
        return IssueKey.parse(row.getString(column));
    }

    static IssueState state(ResultSet row, String column) throws SQLException {
        return new IssueState(row.getString(column));
    }

    static Optional<IssueState> stateIfAny(ResultSet row, String column) throws SQLException {
        return textIfAny(row, column).map(IssueState::new);
    }

    static Usd usd(ResultSet row, String column) throws SQLException {
        return new Usd(row.getBigDecimal(column));
    }

    static JsonNode json(ResultSet row, String column) throws SQLException {
        try {
            return JSON.readTree(row.getString(column));
        } catch (JsonProcessingException failure) {
            throw new SQLException("column " + column + " holds no JSON", failure);
        }
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> timeIfAny(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static Optional<String> textIfAny(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Long> numberIfAny(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    static Optional<Integer> smallNumberIfAny(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
