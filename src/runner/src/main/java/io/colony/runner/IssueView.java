package io.colony.runner;

import io.colony.engine.ledger.Usd;
import java.util.List;
import java.util.Optional;

/**
 * An issue as the command line shows it.
 *
 * @param key such as {@code demo/tally#3}
 * @param path the states it went through, the present one last
 * @param attempts how many runs of an agent it took
 * @param costUsd what the ledger has booked on it
 * @param mergeCommit where its change was merged
 * @param waitingFor what it waits for, in one sentence
 * @param settled nothing more happens to it unless a person acts
 */
public record IssueView(
        String key,
        String title,
        String state,
        List<String> path,
        int attempts,
        Usd costUsd,
        Optional<String> mergeCommit,
        Optional<String> waitingFor,
        boolean settled) {
    public boolean merged() {
        return mergeCommit.isPresent();
    }

    /** Such as {@code demo/tally} of {@code demo/tally#3}. */
    public String repository() {
        return key.substring(0, Math.max(0, key.lastIndexOf('#')));
    }
}
