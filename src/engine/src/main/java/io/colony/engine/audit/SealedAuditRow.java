package io.colony.engine.audit;

/**
 * A row in its place in the chain.
 *
 * @param seq from 1, without gaps
 * @param previous the hash of the row before
 * @param hash as it was sealed; {@link #computedHash} says what it should be
 */
public record SealedAuditRow(AuditRow row, long seq, String previous, String hash) {
    /** The hash of what the row says now. */
    public String computedHash() {
        return ChainHash.of(previous, seq, row);
    }

    public AuditHead place() {
        return new AuditHead(seq, hash);
    }
}
