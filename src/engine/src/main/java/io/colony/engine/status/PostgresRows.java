package io.colony.engine.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows as records: a column per component, in snake case, with the engine's value types. */
final class PostgresRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PostgresRows() {}

    static <T> Query query(Handle handle, Class<T> type, String sql) {
        Query query = handle.createQuery(sql);
        query.registerColumnMapper(IssueKey.class, (row, column, context) -> key(row, column));
        query.registerColumnMapper(IssueState.class, (row, column, context) -> state(row, column));
        query.registerColumnMapper(Usd.class, (row, column, context) -> usd(row, column));
        query.registerColumnMapper(JsonNode.class, (row, column, context) -> json(row, column));
        query.registerRowMapper(ConstructorMapper.factory(type));
        return query;
    }

    private static @Nullable IssueKey key(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : IssueKey.parse(text);
    }

    private static @Nullable IssueState state(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : new IssueState(text);
    }

    private static @Nullable Usd usd(ResultSet row, int column) throws SQLException {
        BigDecimal amount = row.getBigDecimal(column);
        return amount == null ? null : new Usd(amount);
    }

    private static @Nullable JsonNode json(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        try {
            return text == null ? null : JSON.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new SQLException("column " + column + " holds no JSON", failure);
        }
    }
}
