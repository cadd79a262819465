package io.colony.engine.status;

import io.colony.engine.ColonyException;
import java.util.Optional;

/**
 * Where a page of a list ended: the last row's place in the order, and its id among those that are alike in it. The place is
 * the value itself and not looked up again, so that a row that moves meanwhile does not take the next page along.
 *
 * @param order which order it is a place in; a cursor is of no use in another one
 */
record Cursor(String order, String place, long id) {
    /** As a page carries it. */
    String words() {
        return order + "/" + place + "/" + id;
    }

    /**
     * Reads one; empty at the beginning of the list.
     *
     * @throws ColonyException when it is none, or one of another list or order
     */
    static Optional<Cursor> of(Optional<String> words, String order) {
        return words.map(text -> read(text, order));
    }

    private static Cursor read(String text, String order) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3 || !parts[0].equals(order) || !parts[2].matches("[0-9]{1,18}")) {
            throw wrong(text, order);
        }
        return new Cursor(parts[0], parts[1], Long.parseLong(parts[2]));
    }

    static ColonyException wrong(String text, String order) {
        return new ColonyException(
                "'" + text + "' is no place in this list, whose order is " + order + ". Begin at its first page.");
    }
}
