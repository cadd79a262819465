package io.colony.engine.status;

import io.colony.engine.ColonyException;
import java.util.Optional;

/**
 * A part of a list. A page begins where the one before ended, at a row and not at a number, so that it does not shift while
 * new rows come in.
 *
 * @param limit at most so many, 1 to {@value #MOST}
 * @param before for lists with the newest first: only entries with a smaller id; the newest where empty
 * @param after for lists in any order: only what comes after the cursor that a page gave; from the beginning where empty
 */
public record PageRequest(int limit, Optional<Long> before, Optional<String> after) {
    /** The longest page. */
    public static final int MOST = 200;

    /** The first 50. */
    public static final PageRequest FIRST = new PageRequest(50, Optional.empty());

    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw new ColonyException("A page holds 1 to " + MOST + " entries, not " + limit + ".");
        }
    }

    /** Of a list with the newest first. */
    public PageRequest(int limit, Optional<Long> before) {
        this(limit, before, Optional.empty());
    }

    /** The first page. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }

    /** The page that a cursor leads to. */
    public static PageRequest after(int limit, Optional<String> cursor) {
        return new PageRequest(limit, Optional.empty(), cursor);
    }
}
