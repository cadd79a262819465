package io.colony.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import java.time.Instant;

/**
 * Who did what, in rows that are only ever added. A row is written in the transaction of what it records and belongs to
 * the tenant's hash chain once {@link #seal} has been there, so that transactions do not queue behind the chain.
 */
public interface AuditLog {
    /** An audit log in Postgres. */
    static AuditLog postgres(Database database) {
        return new PostgresAuditLog(database);
    }

    /**
     * Adds a row in the given transaction.
     *
     * @param actor who, such as {@code operator:ann}
     * @param action what, such as {@code issue-registered}
     * @param subject to what, such as {@code owner/name#12}
     * @param detail the rest, as a JSON object
     */
    void append(
            Transaction transaction,
            long tenantId,
            Instant at,
            String actor,
            String action,
            String subject,
            JsonNode detail);

    /** {@link #append} at once, for whoever has to name the row: its id. */
    long record(
            Transaction transaction,
            long tenantId,
            Instant at,
            String actor,
            String action,
            String subject,
            JsonNode detail);

    /**
     * Chains the rows that are not sealed yet, in a transaction of its own. One sealer works at a time; where another
     * one does, this returns at once.
     *
     * @return how many rows were sealed; call again while it is not 0
     */
    int seal();
}
