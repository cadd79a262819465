package io.colony.engine.audit;

import io.colony.engine.database.Database;
import java.time.Instant;
import java.util.List;

/** Notes where the chains stand in a table of its own, to which rows are only ever added. */
public interface Anchors {
    /** Anchors in the table {@code audit_anchors}. */
    static Anchors postgres(Database database) {
        return new PostgresAnchors(database);
    }

    /**
     * Notes every chain that has grown, in a transaction of its own. Where another process seals or notes at this moment,
     * nothing is done.
     */
    Noted note(Instant now);

    /**
     * What came of it.
     *
     * @param heads where the chains stand
     * @param broken chains that no longer hold what was noted last; they are not noted again
     */
    record Noted(List<AuditAnchor> heads, List<AuditAnchor> broken) {
        public Noted {
            heads = List.copyOf(heads);
            broken = List.copyOf(broken);
        }
    }
}
