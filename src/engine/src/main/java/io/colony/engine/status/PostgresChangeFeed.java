package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Ids are given out in order, but committed in any: a poll asks for every row above a floor some hundreds of ids behind the
 * newest that it does not know yet.
 */
final class PostgresChangeFeed implements ChangeFeed {
    private final Database database;
    private final Map<String, NavigableSet<Long>> known = new HashMap<>();
    private Map<Standing, String> standing = Map.of();
    private final Map<Standing, Long> issueOf = new HashMap<>();
    private boolean marked;

    private record Standing(String source, long id) {}

    private record Row(String source, long id, @Nullable Long issue, String stamp) {}

    PostgresChangeFeed(Database database) {
        this.database = database;
    }

    @Override
    public StoreChanges poll() {
        if (!marked) {
            mark();
            return StoreChanges.NONE;
        }
        List<Row> rows = changed();
        List<Row> fresh = rows.stream()
                .filter(row -> ChangeSources.isGrowing(row.source()))
                .toList();
        Map<Standing, Row> now = standing(rows);
        Set<Standing> moved = moved(now);
        Set<ChangeTopic> topics = EnumSet.noneOf(ChangeTopic.class);
        Set<Long> issues = new HashSet<>();
        fresh.forEach(row -> note(topics, issues, row.source(), row.issue()));
        moved.forEach(each -> note(topics, issues, each.source(), issue(each, now)));
        boolean many = issues.size() > StoreChanges.MOST_ISSUES;
        Set<IssueKey> keys = many || issues.isEmpty() ? Set.of() : keys(issues);
        // Only now: where the question for the keys failed, the next poll finds the same changes.
        fresh.forEach(row -> known(row.source()).add(row.id()));
        known.values().forEach(PostgresChangeFeed::forget);
        keep(now);
        return new StoreChanges(topics, keys, many);
    }

    private void mark() {
        Map<String, Long> newest = read(transaction -> transaction.query(
                        row -> Map.entry(row.getString("source"), row.getLong("id")), ChangeSources.NEWEST))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        newest.forEach((table, id) -> known(table).add(id));
        List<Row> rows = changed();
        rows.stream()
                .filter(row -> ChangeSources.isGrowing(row.source()))
                .forEach(row -> known(row.source()).add(row.id()));
        keep(standing(rows));
        marked = true;
    }

    private List<Row> changed() {
        List<Object> values = new ArrayList<>();
        for (String table : ChangeSources.growing()) {
            NavigableSet<Long> ids = known(table);
            long newest = ids.isEmpty() ? 0 : ids.last();
            values.add(newest - ChangeSources.LOOK_BACK);
            values.add(array(ids));
        }
        return read(transaction -> transaction.query(PostgresChangeFeed::row, ChangeSources.CHANGES, values.toArray()));
    }

    private Set<Standing> moved(Map<Standing, Row> now) {
        Set<Standing> moved = new HashSet<>();
        now.forEach((each, row) -> {
            if (!row.stamp().equals(standing.get(each))) {
                moved.add(each);
            }
        });
        standing.keySet().stream().filter(each -> !now.containsKey(each)).forEach(moved::add);
        return moved;
    }

    private void keep(Map<Standing, Row> now) {
        issueOf.clear();
        Map<Standing, String> stamps = new HashMap<>();
        now.forEach((each, row) -> {
            stamps.put(each, row.stamp());
            Long issue = row.issue();
            if (issue != null) {
                issueOf.put(each, issue);
            }
        });
        standing = stamps;
    }

    private @Nullable Long issue(Standing each, Map<Standing, Row> now) {
        Row row = now.get(each);
        return row == null ? issueOf.get(each) : row.issue();
    }

    private Set<IssueKey> keys(Set<Long> issues) {
        return new HashSet<>(read(transaction ->
                transaction.query(row -> PostgresRows.key(row, "issue"), ChangeSources.KEYS, array(issues))));
    }

    private NavigableSet<Long> known(String table) {
        return known.computeIfAbsent(table, name -> new TreeSet<>());
    }

    private static void forget(NavigableSet<Long> ids) {
        if (!ids.isEmpty()) {
            ids.headSet(ids.last() - ChangeSources.LOOK_BACK, true).clear();
        }
    }

    private static Map<Standing, Row> standing(List<Row> rows) {
        return rows.stream()
                .filter(row -> !ChangeSources.isGrowing(row.source()))
                .collect(Collectors.toMap(row -> new Standing(row.source(), row.id()), row -> row, (a, b) -> b));
    }

    private static void note(Set<ChangeTopic> topics, Set<Long> issues, String source, @Nullable Long issue) {
        topics.add(ChangeSources.topic(source));
        if (issue != null) {
            issues.add(issue);
        }
    }

    private static String array(Set<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static Row row(ResultSet row) throws SQLException {
        long issue = row.getLong("issue_id");
        boolean none = row.wasNull();
        return new Row(
                row.getString("source"),
                row.getLong("id"),
                none ? null : issue,
                Objects.requireNonNullElse(row.getString("stamp"), ""));
    }

    private <T> T read(Function<Transaction, T> question) {
        try {
            return database.inSingleRead(question);
        } catch (DatabaseException | JdbiException failure) {
            throw new StoreUnavailableException(
                    "Whether the store changed cannot be read at present (" + failure.getMessage()
                            + "). Ask again when Postgres runs.",
                    failure);
        }
    }
}
