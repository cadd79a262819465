package io.colony.engine.audit;

import io.colony.engine.ColonyException;

/** What was given as a head or an export of an audit log is none, or cannot be read or written. */
public final class AuditException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public AuditException(String message) {
        super(message);
    }

    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
