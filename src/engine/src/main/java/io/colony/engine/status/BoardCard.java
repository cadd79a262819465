package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import java.time.Instant;
import java.util.Optional;

/**
 * An issue on the board.
 *
 * @param since when it entered its state
 * @param attempts how many times a Builder was started on it
 * @param reworkRounds how often a review or a merge has sent its present change back
 * @param worker who holds its task; empty where nobody is at work on it
 * @param waitsFor what its queued task waits for, in words; empty where it has none or waits for nothing in particular
 */
public record BoardCard(
        long id,
        IssueKey key,
        String title,
        Instant since,
        @JsonProperty("cost_usd") Usd cost,
        long attempts,
        @JsonProperty("rework_rounds") int reworkRounds,
        @JsonProperty("pull_request") Optional<Long> pullRequest,
        int priority,
        Optional<String> worker,
        @JsonProperty("waits_for") Optional<String> waitsFor) {
    /** Whether somebody is at work on it. */
    public boolean running() {
        return worker.isPresent();
    }
}
