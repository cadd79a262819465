package io.colony.engine.git;

import io.colony.engine.ColonyException;

/** A git operation failed; the message names the operation, the repository and git's own words. */
public final class GitException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public GitException(String message) {
        super(message);
    }

    public GitException(String message, Throwable cause) {
        super(message, cause);
    }
}
