package io.colony.engine.audit;

import java.util.List;
import java.util.Optional;

/**
 * What reading an audit log found.
 *
 * @param sealed how many sealed rows are as they were when they were sealed, up to the first bad one
 * @param firstBad where the chain breaks first; what comes after it is not vouched for
 * @param unsealed how many rows wait for the sealer
 * @param unsealedIds the first of those
 * @param head the hash of the last good row. Kept elsewhere, it also shows a log whose end was cut off.
 */
public record AuditVerification(
        long tenantId,
        long sealed,
        Optional<BadRow> firstBad,
        long unsealed,
        List<Long> unsealedIds,
        Optional<String> head) {
    public AuditVerification {
        unsealedIds = List.copyOf(unsealedIds);
    }

    /** Whether every sealed row is as it was. */
    public boolean intact() {
        return firstBad.isEmpty();
    }

    /** A row that is not what was sealed, or follows one that is missing. */
    public record BadRow(long id, long seq, String problem) {}
}
