package io.colony.engine.audit;

import io.colony.engine.audit.AuditFinding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes along a chain row by row and notes what is not as it was sealed. After a bad row it goes on from what that row
 * claims, so that one change is one finding. Holds the first {@value #NAMED} findings and counts the rest.
 */
final class ChainCheck {
    static final int NAMED = 100;

    private final List<AuditFinding> findings = new ArrayList<>();
    private final boolean whole;
    private long more;
    private long rows;
    private long intactRows;
    private AuditHead before = AuditHead.BEFORE_FIRST;

    /** @param whole whether every row is to come: in a chosen part of a log gaps are no findings */
    ChainCheck(boolean whole) {
        this.whole = whole;
    }

    void row(SealedAuditRow row) {
        rows++;
        long next = before.seq() + 1;
        if (row.seq() < next) {
            note(Kind.REORDERED, row, "it stands after row " + before.seq());
        } else if (row.seq() > next) {
            if (whole) {
                note(Kind.MISSING, row, missing(next, row.seq() - 1) + " before it");
            }
        } else if (!row.previous().equals(before.hash())) {
            note(Kind.UNCONNECTED, row, "it names another predecessor than the row before it");
        }
        if (!row.hash().equals(row.computedHash())) {
            note(Kind.CHANGED, row, "its content is not what was sealed");
        }
        if (findings.isEmpty()) {
            intactRows++;
        }
        before = row.place();
    }

    /** Holds a place that was noted elsewhere against what the log has there. */
    void anchor(AuditAnchor anchor, Optional<String> hash) {
        String noted = "noted " + (anchor.at().getEpochSecond() == 0 ? "" : "at " + anchor.at() + " ") + "in "
                + anchor.source();
        if (hash.isEmpty()) {
            String what = anchor.head().seq() > before.seq()
                    ? "the log ends with row " + before.seq() + ", but row "
                            + anchor.head().seq() + " was " + noted + ": its end was cut off"
                    : "there is no such row, but it was " + noted;
            note(Kind.CUT_OFF, anchor.head().seq(), OptionalLong.empty(), what);
        } else if (!hash.get().equals(anchor.head().hash())) {
            note(
                    Kind.RESEALED,
                    anchor.head().seq(),
                    OptionalLong.empty(),
                    "it was " + noted + " with another hash: rows up to it were written and sealed anew");
        }
    }

    void unreadable(long line, String problem) {
        note(Kind.UNREADABLE, 0, OptionalLong.empty(), "line " + line + ": " + problem);
    }

    static String missing(long from, long to) {
        return from == to ? "row " + from + " is missing" : "rows " + from + " to " + to + " are missing";
    }

    private void note(Kind kind, SealedAuditRow row, String problem) {
        note(kind, row.seq(), OptionalLong.of(row.row().id()), problem);
    }

    private void note(Kind kind, long seq, OptionalLong id, String problem) {
        if (findings.size() < NAMED) {
            findings.add(new AuditFinding(kind, seq, id, problem));
        } else {
            more++;
        }
    }

    /** The last row that came. */
    AuditHead last() {
        return before;
    }

    AuditVerification result(String tenant, AuditVerification.Unsealed unsealed) {
        return new AuditVerification(
                tenant,
                rows,
                intactRows,
                findings,
                more,
                before.seq() == 0 ? Optional.empty() : Optional.of(before),
                unsealed);
    }
}
