package io.colony.engine.status;

import io.colony.engine.ColonyException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** The store does not answer at present. Asking again later is the cure once the store is back. */
public final class StoreUnavailableException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether no connection could be had, or one was cut: not so where only a lock or a time limit held the answer up. */
    public boolean isUnreachable() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return isLost(sql.getSQLState());
            }
        }
        return false;
    }

    /** Class 08: connection errors; 57P: the server shuts down or starts. */
    static boolean isLost(String sqlState) {
        return sqlState.startsWith("08") || sqlState.startsWith("57P");
    }
}
