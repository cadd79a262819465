package io.colony.engine.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A task that waits or runs, or that was given up.
 *
 * @param state {@code queued}, {@code claimed} or {@code dead}
 * @param failures how often each failure class was counted on it, such as {@code {"transient": 2}}
 * @param runAfter not claimed before
 * @param waitsFor what it waits for, in words for people
 * @param worker who holds it
 * @param leaseUntil when the claim counts as lost
 * @param closedReason why it was given up
 */
public record TaskEntry(
        long id,
        IssueKey issue,
        String executor,
        String state,
        int priority,
        int attempt,
        long epoch,
        JsonNode failures,
        Instant runAfter,
        Optional<String> waitsFor,
        Optional<String> worker,
        Optional<Instant> leaseUntil,
        Optional<Instant> claimedAt,
        Instant createdAt,
        Optional<String> closedReason) {
    /** Whether a worker holds it. */
    public boolean claimed() {
        return state.equals("claimed");
    }
}
