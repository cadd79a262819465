package io.colony.engine.status;

import io.colony.engine.database.Database;
import java.util.List;

/**
 * The audit log of all tenants as a list; whether its chains hold is for {@code colony audit verify} to find out. Reads
 * only. Safe for use by many threads. Throws {@link StoreUnavailableException} while the store does not answer.
 */
public interface AuditPages {
    /** The log of a store. */
    static AuditPages postgres(Database database) {
        return new PostgresAuditPages(database);
    }

    /**
     * Sealed and unsealed rows, newest first.
     *
     * @param page goes on by {@link PageRequest#after}
     */
    AuditPage rows(AuditFilter filter, PageRequest page);

    /** Where each tenant's chain stands, by tenant. */
    List<AuditChain> chains();
}
