package io.colony.engine.database;

/**
 * How a row comes into a table that grows only.
 *
 * @param into the statement up to its rows, such as {@code insert into notes (at, text)}
 * @param row a row's places, such as {@code (?, ?::jsonb)}
 * @param conflict what becomes of a row that is there already, such as {@code on conflict (at) do nothing}; may be empty
 */
public record Insert(String into, String row, String conflict) {
    /** Where a row that is there already is an error. */
    public Insert(String into, String row) {
        this(into, row, "");
    }
}
