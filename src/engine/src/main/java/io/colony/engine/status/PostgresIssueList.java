package io.colony.engine.status;

import io.colony.engine.database.Transaction;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of issues. The statement names only what was asked for, so that the planner goes by an index where the order has
 * one: by id and by the time of entry. By cost and attempts every issue that the filter lets through is looked at.
 */
final class PostgresIssueList {
    private final IssueOrder order;
    private final int limit;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    PostgresIssueList(IssueFilter filter, PageRequest page) {
        this.order = filter.order();
        this.limit = page.limit();
        sql.append(PostgresIssues.SUMMARY).append(", ").append(key()).append(" as place\n");
        sql.append(PostgresIssues.FROM);
        if (order.by() == IssueOrder.By.COST) {
            sql.append("left join ledger_totals c on c.scope = 'issue' and c.scope_id = i.id and c.period = ''\n");
        }
        sql.append("where true");
        which(filter);
        page.before().ifPresent(id -> and("i.id < ?", id));
        Cursor.of(page.after(), order.slug()).ifPresent(this::after);
        String direction = order.ascending() ? " asc" : " desc";
        sql.append("\norder by ").append(order.by() == IssueOrder.By.CREATED ? "" : key() + direction + ", ");
        sql.append("i.id").append(direction).append("\nlimit ?");
        values.add(limit + 1);
    }

    /** What orders the list. */
    private String key() {
        return switch (order.by()) {
            case CREATED -> "i.id";
            case SINCE -> "i.entered_at";
            case COST -> "coalesce(c.spent, 0)";
            case ATTEMPTS -> "(select count(*) from agent_runs b where b.issue_id = i.id and b.stage = 'develop')";
        };
    }

    private void which(IssueFilter filter) {
        filter.repository()
                .ifPresent(
                        slug -> and("i.repository_id = any(array(select id from repositories where slug = ?))", slug));
        if (!filter.states().isEmpty()) {
            and("i.state = any(?::text[])", (Object) filter.states().toArray(String[]::new));
        }
        filter.text()
                .ifPresent(text -> and(
                        "(strpos(lower(i.title), lower(?)) > 0"
                                + " or strpos(lower(r.slug || '#' || i.number), lower(?)) > 0)",
                        text,
                        text));
        filter.author().ifPresent(author -> and("i.author = ?", author));
    }

    private void after(Cursor cursor) {
        String than = order.ascending() ? " > " : " < ";
        if (order.by() == IssueOrder.By.CREATED) {
            and("i.id" + than + "?", cursor.id());
        } else {
            and("(" + key() + ", i.id)" + than + "(" + placeholder() + ", ?)", place(cursor), cursor.id());
        }
    }

    private String placeholder() {
        return switch (order.by()) {
            case CREATED, ATTEMPTS -> "?::bigint";
            case SINCE -> "?::timestamptz";
            case COST -> "?::numeric";
        };
    }

    private Object place(Cursor cursor) {
        try {
            return switch (order.by()) {
                case CREATED, ATTEMPTS -> Long.valueOf(cursor.place());
                case SINCE -> Instant.parse(cursor.place());
                case COST -> new BigDecimal(cursor.place());
            };
        } catch (NumberFormatException | DateTimeException failure) {
            throw Cursor.wrong(cursor.words(), order.slug());
        }
    }

    private void and(String condition, Object... arguments) {
        sql.append("\n  and ").append(condition);
        values.addAll(List.of(arguments));
    }

    /** The statement. */
    String sql() {
        return sql.toString();
    }

    /** What stands for its question marks. */
    Object[] values() {
        return values.toArray();
    }

    IssuePage read(Transaction transaction) {
        List<Row> rows = transaction.query(this::row, sql(), values());
        List<IssueSummary> issues = rows.stream().limit(limit).map(Row::issue).toList();
        if (rows.size() <= limit) {
            return new IssuePage(issues, Optional.empty(), Optional.empty());
        }
        Row last = rows.get(limit - 1);
        Optional<Long> next =
                order.equals(IssueOrder.NEWEST) ? Optional.of(last.issue().id()) : Optional.empty();
        return new IssuePage(
                issues,
                next,
                Optional.of(new Cursor(order.slug(), last.place(), last.issue().id()).words()));
    }

    private record Row(IssueSummary issue, String place) {}

    private Row row(ResultSet row) throws SQLException {
        String place = order.by() == IssueOrder.By.SINCE
                ? PostgresRows.time(row, "place").toString()
                : row.getString("place");
        return new Row(PostgresIssues.summary(row), place);
    }
}
