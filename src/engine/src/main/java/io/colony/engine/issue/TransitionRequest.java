package io.colony.engine.issue;

import io.colony.engine.workflow.IssueState;
import java.util.Optional;

/**
 * A change of state that somebody asks for.
 *
 * <p>With a {@code target} it is an operator's or the engine's own move ({@code pause}, {@code failure-blocked}), checked
 * against what the workflow allows; without one the workflow routes the outcome.
 *
 * @param issue the issue as the decision was made on it; its version must still be current
 * @param outcome the executor's outcome or the event's name, such as {@code submitted} or {@code pause}
 * @param reason why, in words for people
 * @param taskId the task that brought the outcome
 * @param runId the run that brought it
 */
public record TransitionRequest(
        Issue issue,
        String outcome,
        Optional<IssueState> target,
        Actor actor,
        String reason,
        Optional<Long> taskId,
        Optional<Long> runId) {

    /** An outcome of a run. */
    public static TransitionRequest outcome(
            Issue issue, String outcome, Actor actor, String reason, long taskId, long runId) {
        return new TransitionRequest(
                issue, outcome, Optional.empty(), actor, reason, Optional.of(taskId), Optional.of(runId));
    }

    /** An event that no run brought; the workflow routes it. */
    public static TransitionRequest event(Issue issue, String event, Actor actor, String reason) {
        return new TransitionRequest(issue, event, Optional.empty(), actor, reason, Optional.empty(), Optional.empty());
    }

    /** A move to a named state, which the workflow must allow. */
    public static TransitionRequest move(Issue issue, IssueState target, String outcome, Actor actor, String reason) {
        return new TransitionRequest(
                issue, outcome, Optional.of(target), actor, reason, Optional.empty(), Optional.empty());
    }
}
