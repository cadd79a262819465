package io.colony.engine.status;

import io.colony.engine.ColonyException;

/** The store does not answer at present. Asking again later is the cure once the store is back. */
public final class StoreUnavailableException extends ColonyException {
    private static final long serialVersionUID = 1L;

    private final boolean unreachable;

    /** For a store that was not asked at all. */
    public StoreUnavailableException(String message) {
        super(message);
        this.unreachable = false;
    }

    /** For a store that holds an answer up, such as by a lock. */
    public StoreUnavailableException(String message, Throwable cause) {
        this(message, false, cause);
    }

    /** @param unreachable see {@link #isUnreachable} */
    public StoreUnavailableException(String message, boolean unreachable, Throwable cause) {
        super(message, cause);
        this.unreachable = unreachable;
    }

    /** Whether no connection could be had, or one was cut: not so where only a lock or a time limit held the answer up. */
    public boolean isUnreachable() {
        return unreachable;
    }
}
