package io.colony.engine.issue;

import io.colony.engine.ColonyException;

/** Somebody named an issue that is not in the store. */
public final class UnknownIssueException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public UnknownIssueException(String message) {
        super(message);
    }
}
