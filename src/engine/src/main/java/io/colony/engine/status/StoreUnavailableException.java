package io.colony.engine.status;

import io.colony.engine.ColonyException;

/** The store does not answer at present. Asking again later is the cure once the store is back. */
public final class StoreUnavailableException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
