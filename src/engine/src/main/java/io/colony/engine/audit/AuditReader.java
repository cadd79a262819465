package io.colony.engine.audit;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads audit logs: verifies, exports, tells where they stand. Memory does not grow with a log. Changes nothing. */
public interface AuditReader {
    /** Logs kept in Postgres. */
    static AuditReader postgres(Database database) {
        return new PostgresAuditReader(database);
    }

    /** The tenants, by slug; each has a chain of its own. */
    List<Tenant> tenants();

    /** Where the tenants' chains stand; a tenant without a sealed row is left out. */
    List<AuditAnchor> heads(Instant now);

    /**
     * Reads a tenant's whole log as of one instant, recomputes its chain, and holds it against the anchors in the store
     * and those given.
     *
     * @param anchors gives the others' anchors to its argument; those of other tenants are passed over
     */
    AuditVerification verify(Tenant tenant, Consumer<Consumer<AuditAnchor>> anchors);

    /** {@link #verify(Tenant, Consumer)} as the given transaction sees the log. */
    AuditVerification verify(Transaction transaction, Tenant tenant, Consumer<Consumer<AuditAnchor>> anchors);

    /** {@link #heads(Instant)} as the given transaction sees them. */
    List<AuditAnchor> heads(Transaction transaction, Instant now);

    /** Gives the chosen sealed rows, in the chain's order, as of one instant. */
    void export(Tenant tenant, Selection selection, Consumer<SealedAuditRow> to);

    /** Whose log. */
    record Tenant(long id, String slug) {}

    /**
     * Which rows.
     *
     * @param from not before this time
     * @param to before this time
     * @param subject of this subject only, such as {@code owner/name#12}
     */
    record Selection(Optional<Instant> from, Optional<Instant> to, Optional<String> subject) {
        public static final Selection ALL = new Selection(Optional.empty(), Optional.empty(), Optional.empty());

        /** Whether no row is left out. */
        public boolean whole() {
            return equals(ALL);
        }
    }
}
