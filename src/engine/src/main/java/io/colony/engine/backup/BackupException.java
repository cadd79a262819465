package io.colony.engine.backup;

import io.colony.engine.ColonyException;

/** A backup could not be made, is none, is damaged, or cannot be restored where it was to be. */
public final class BackupException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public BackupException(String message) {
        super(message);
    }

    public BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
