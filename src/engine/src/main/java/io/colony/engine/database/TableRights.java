package io.colony.engine.database;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a role may do with one table.
 *
 * @param other what no role of the application ever gets: {@code TRUNCATE}, {@code REFERENCES}, {@code TRIGGER}, ownership
 */
record TableRights(
        boolean select, SortedSet<String> insert, SortedSet<String> update, boolean delete, SortedSet<String> other) {

    /** What a policy grants on a table with these columns. */
    static TableRights of(TablePolicy policy, List<String> columns) {
        return new TableRights(
                true,
                columns(policy.insert(), columns),
                columns(policy.update(), columns),
                policy.delete(),
                new TreeSet<>());
    }

    /** Of a table without a policy. */
    static TableRights none() {
        return new TableRights(false, new TreeSet<>(), new TreeSet<>(), false, new TreeSet<>());
    }

    private static SortedSet<String> columns(List<String> granted, List<String> all) {
        return new TreeSet<>(granted.equals(TablePolicy.ALL) ? all : granted);
    }

    /** In words, such as {@code select, insert (a, b), delete}. */
    String words() {
        StringBuilder words = new StringBuilder(select ? "select" : "nothing");
        if (!insert.isEmpty()) {
            words.append(", insert ").append(insert);
        }
        if (!update.isEmpty()) {
            words.append(", update ").append(update);
        }
        if (delete) {
            words.append(", delete");
        }
        other.forEach(right -> words.append(", ").append(right));
        return words.toString();
    }
}
