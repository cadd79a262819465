package io.colony.engine.status;

import io.colony.engine.ColonyException;
import java.util.Optional;

/**
 * A part of a list, newest first. Pages hang on ids, so that a page does not shift while new issues come in.
 *
 * @param limit at most so many, 1 to {@value #MOST}
 * @param before only entries with a smaller id; the newest where empty
 */
public record PageRequest(int limit, Optional<Long> before) {
    /** The longest page. */
    public static final int MOST = 200;

    /** The newest 50. */
    public static final PageRequest FIRST = new PageRequest(50, Optional.empty());

    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw new ColonyException("A page holds 1 to " + MOST + " entries, not " + limit + ".");
        }
    }
}
