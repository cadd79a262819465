package io.colony.engine.database;

import io.colony.engine.ColonyException;

/** The store could not be reached, is of another version, or refused a statement. */
public final class DatabaseException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
