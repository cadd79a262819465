package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of state.
 *
 * @param version the issue's version after it, from 1
 * @param from empty for the issue's registration
 * @param actorKind {@code worker}, {@code mayor}, {@code sentinel}, {@code operator} or {@code forge}
 * @param runId the run whose outcome it was
 */
public record TransitionEntry(
        long id,
        IssueKey issue,
        long version,
        Optional<IssueState> from,
        IssueState to,
        String outcome,
        String actorKind,
        String actorName,
        String reason,
        Instant at,
        Optional<Long> runId) {}
