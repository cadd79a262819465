package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An issue in one line.
 *
 * @param since when it entered its state
 * @param path every state that it entered, in order; the last is the present one
 * @param attempts how many times a Builder was started on it: all runs of stage {@code develop}, however they ended,
 *     rework included
 * @param cost what has been booked on it so far
 * @param mergeSha the commit on the base branch that holds the change
 */
public record IssueSummary(
        long id,
        IssueKey key,
        String title,
        IssueState state,
        Instant since,
        List<IssueState> path,
        long attempts,
        @JsonProperty("cost_usd") Usd cost,
        Optional<String> mergeSha,
        Optional<Long> pullRequest) {}
