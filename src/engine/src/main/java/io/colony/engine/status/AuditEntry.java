package io.colony.engine.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of the audit log.
 *
 * @param subject what it is about, such as {@code owner/name#12}
 * @param detail as it was written; not to be changed
 * @param seq its place in the tenant's chain; empty until it is sealed, a second or so after it was written
 * @param previous the hash of the row before it in the chain
 * @param hash its own, over what it says and the previous one
 */
public record AuditEntry(
        long id,
        String tenant,
        Instant at,
        String actor,
        String action,
        String subject,
        JsonNode detail,
        Optional<Long> seq,
        Optional<String> previous,
        Optional<String> hash) {
    /** Whether it is part of the chain. */
    public boolean sealed() {
        return seq.isPresent();
    }
}
