package io.colony.engine.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a tenant's chain. Kept elsewhere it pins down every row up to it, since each hash covers the one before.
 *
 * @param seq from 1
 * @param hash of the row there, 64 lower-case hexadecimal digits
 */
public record AuditHead(long seq, String hash) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");

    /** Before the first row: what it names as its predecessor. */
    static final AuditHead BEFORE_FIRST = new AuditHead(0, ChainHash.GENESIS);

    /**
     * Reads {@code SEQ:HASH}.
     *
     * @throws AuditException where the text is none
     */
    public static AuditHead parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new AuditException("'" + text + "' is no head of an audit log; it reads SEQ:HASH, as 'colony audit"
                    + " head' prints it: the row's number, a colon, 64 hexadecimal digits.");
        }
        return new AuditHead(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
