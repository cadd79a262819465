package io.colony.engine.database;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows for tables that grow only, written by one statement: what costs most in a short insert is that it is a statement.
 * Rows of one table keep their order. Used by one thread.
 */
final class Appended {
    private final Map<Insert, List<List<@Nullable Object>>> rows = new LinkedHashMap<>();

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void add(Insert insert, List<@Nullable Object> values) {
        rows.computeIfAbsent(insert, first -> new ArrayList<>(2)).add(values);
    }

    /** All tables but the last within {@code with}: these are written whether or not anybody asks what came of them. */
    String sql() {
        StringBuilder sql = new StringBuilder();
        int left = rows.size();
        for (Map.Entry<Insert, List<List<@Nullable Object>>> entry : rows.entrySet()) {
            Insert insert = entry.getKey();
            boolean last = --left == 0;
            if (!last) {
                sql.append(sql.isEmpty() ? "with " : ", ")
                        .append('t')
                        .append(left)
                        .append(" as (");
            }
            sql.append(insert.into())
                    .append(" values ")
                    .append(String.join(
                            ", ", Collections.nCopies(entry.getValue().size(), insert.row())))
                    .append(' ')
                    .append(insert.conflict())
                    .append(last ? "" : ")");
        }
        return sql.toString();
    }

    /** In the order of {@link #sql}'s places. */
    List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>();
        for (List<List<@Nullable Object>> table : rows.values()) {
            for (List<@Nullable Object> row : table) {
                values.addAll(row);
            }
        }
        return values;
    }

    void clear() {
        rows.clear();
    }
}
