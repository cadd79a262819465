package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts a question that is made for one issue to many of them, in one statement: so both give the same answers. Where the
 * question has an issue's id, key or repository, it is given the {@link Column}.
 */
final class PostgresEach<T> {
    /** The key of the issue that a row is of. */
    static final String KEY = "of_key";

    private final Answer<Of<T>> answer;

    private PostgresEach(Answer<Of<T>> answer) {
        this.answer = answer;
    }

    /** What is known of an issue that the question is put for. */
    enum Column {
        ISSUE_ID,
        REPOSITORY,
        KEY;

        private String sql() {
            return "q." + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private record Of<T>(long issueId, T row) {}

    /** @param values of the question's marks, in their order */
    static <T> PostgresEach<T> ask(
            Transaction transaction,
            List<PostgresIssues.Found> issues,
            Transaction.RowReader<T> reader,
            String question,
            Object... values) {
        List<Object> bound = new ArrayList<>();
        bound.add(issues.stream().map(PostgresIssues.Found::id).toArray(Long[]::new));
        bound.add(issues.stream().map(issue -> issue.key().repository()).toArray(String[]::new));
        bound.add(issues.stream().map(issue -> issue.key().toString()).toArray(String[]::new));
        String sql = "select q.issue_id as of_issue, q.key as " + KEY + ", x.*"
                + " from unnest(?::bigint[], ?::text[], ?::text[]) as q (issue_id, repository, key)"
                + " cross join lateral (" + named(question, values) + ") x";
        Arrays.stream(values).filter(value -> !(value instanceof Column)).forEach(bound::add);
        return new PostgresEach<>(
                transaction.ask(row -> new Of<>(row.getLong("of_issue"), reader.read(row)), sql, bound.toArray()));
    }

    private static String named(String question, Object... values) {
        StringBuilder sql = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int mark = question.indexOf('?', from);
            sql.append(question, from, mark).append(value instanceof Column column ? column.sql() : "?");
            from = mark + 1;
        }
        return sql.append(question.substring(from)).toString();
    }

    /** The rows of each issue that has any, in the question's order. */
    Map<Long, List<T>> byIssue() {
        return answer.rows().stream()
                .collect(Collectors.groupingBy(
                        Of::issueId, Collectors.mapping(Of::row, Collectors.toUnmodifiableList())));
    }
}
