package io.colony.engine.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What reading an audit log found.
 *
 * @param tenant whose log
 * @param rows how many sealed rows were read
 * @param sealed how many of them come before the first finding
 * @param findings what is not as it was sealed, in the order of the chain, the first 100
 * @param moreFindings how many there are besides
 * @param head the last row. Kept elsewhere, it also shows a log whose end was cut off.
 */
public record AuditVerification(
        String tenant,
        long rows,
        long sealed,
        List<AuditFinding> findings,
        long moreFindings,
        Optional<AuditHead> head,
        Unsealed unsealed) {
    public AuditVerification {
        findings = List.copyOf(findings);
    }

    /** Whether every sealed row is as it was, and none is gone as far as anchors tell. */
    public boolean intact() {
        return findings.isEmpty();
    }

    /**
     * Rows that wait for the sealer: nothing vouches for them yet.
     *
     * @param count all of them
     * @param oldest when the oldest was written, as its row says
     * @param ids the first 100
     */
    public record Unsealed(long count, Optional<Instant> oldest, List<Long> ids) {
        static final Unsealed NONE = new Unsealed(0, Optional.empty(), List.of());

        public Unsealed {
            ids = List.copyOf(ids);
        }
    }
}
