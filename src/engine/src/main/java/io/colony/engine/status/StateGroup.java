package io.colony.engine.status;

import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.util.Arrays;
import java.util.List;

/**
 * The few groups that people sort issues into. The states are those of {@code colony-default} and {@code colony-review}; a
 * state of another workflow counts as in flight.
 */
public enum StateGroup {
    /** Known, not picked up. */
    WAITING,
    /** A stage runs or waits for a worker. */
    IN_FLIGHT,
    /** Waits for other issues or for an operator. */
    BLOCKED,
    /** Waits for somebody's answer or decision. */
    AWAITING_PERSON,
    /** Merged. */
    DONE,
    /** Closed without merging. */
    CANCELLED;

    /** The group that a state belongs to. */
    public static StateGroup of(IssueState state) {
        return Arrays.stream(values())
                .filter(group -> group.states().contains(state.slug()))
                .findFirst()
                .orElse(IN_FLIGHT);
    }

    /** The group of a state of any workflow, by what its definition says. */
    static StateGroup of(StateDefinition definition) {
        return switch (definition.type()) {
            case PRE_INTAKE -> WAITING;
            case ACTIVE -> IN_FLIGHT;
            case BLOCKED -> BLOCKED;
            case AWAITING_HUMAN -> AWAITING_PERSON;
            case TERMINAL -> definition.slug().equals(IssueState.CANCELLED) ? CANCELLED : DONE;
        };
    }

    /** The slugs of the group's states in the workflows that come with Colony. */
    public List<String> states() {
        return switch (this) {
            case WAITING -> List.of("unlabeled", "requested");
            case IN_FLIGHT ->
                List.of(
                        "new",
                        "planning",
                        "analyzing",
                        "ready-for-dev",
                        "in-development",
                        "changes-requested",
                        "in-review",
                        "merge-pending");
            case BLOCKED -> List.of("dependency-blocked", "failure-blocked", "waiting-for-subtasks");
            case AWAITING_PERSON -> List.of("needs-clarification", "human-review-ready", "reviewed", "paused");
            case DONE -> List.of("done");
            case CANCELLED -> List.of("cancelled");
        };
    }

    /** Whether issues of this group change no more unless somebody reopens them. */
    public boolean isEnd() {
        return this == DONE || this == CANCELLED;
    }
}
