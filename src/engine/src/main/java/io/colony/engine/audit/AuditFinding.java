package io.colony.engine.audit;

import java.util.OptionalLong;

/**
 * Something about an audit log that is not as it was sealed.
 *
 * @param seq the row's number in the chain
 * @param id the row's id, where there is a row
 * @param problem in words for people
 */
public record AuditFinding(Kind kind, long seq, OptionalLong id, String problem) {
    /** What can be wrong. */
    public enum Kind {
        /** A row says something else than was sealed. */
        CHANGED,
        /** Rows are missing before this one. */
        MISSING,
        /** A row does not follow the row before it: something was inserted, exchanged or sealed anew. */
        UNCONNECTED,
        /** Rows stand in another order than their numbers (only in a file). */
        REORDERED,
        /** The end of the log is missing: an anchor names a later row. */
        CUT_OFF,
        /** An anchor names another hash for this row: everything up to it may have been written and sealed anew. */
        RESEALED,
        /** What was read is no audit log (only in a file). */
        UNREADABLE
    }

    /** Lower case with hyphens, for output. */
    public String slug() {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
