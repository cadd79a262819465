package io.colony.engine.database;

import org.jdbi.v3.core.Handle;

/**
 * An open transaction, handed down to every store that takes part in it.
 *
 * <p>Used by one thread, valid until the function given to {@link Database#inTransaction} returns.
 */
public final class Transaction {
    private final Handle handle;

    Transaction(Handle handle) {
        this.handle = handle;
    }

    /** For the {@code Postgres...} stores only; the architecture rules hold everybody else to that. */
    public Handle handle() {
        return handle;
    }
}
