package io.colony.engine;

/** A directory that is needed cannot be made or written; the message names it and the setting. */
public final class UnusableDirectoryException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public UnusableDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
