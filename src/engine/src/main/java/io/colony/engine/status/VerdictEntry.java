package io.colony.engine.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A review's verdict, bound to the commits that it was given for.
 *
 * @param verdict {@code APPROVE}, {@code CHANGES_REQUESTED}, {@code PARTIAL}, {@code UNPARSEABLE} or {@code COULD_NOT_RUN}
 * @param content the whole document; not to be changed
 * @param voidedAt when it ceased to count, such as by a moved head
 */
public record VerdictEntry(
        long id,
        long runId,
        String verdict,
        String headSha,
        String baseSha,
        String policyVersion,
        JsonNode content,
        Instant at,
        Optional<Instant> voidedAt,
        Optional<String> voidedReason) {
    /** Whether it sent the issue back, or could not be had. */
    boolean setback() {
        return !verdict.equals("APPROVE");
    }
}
