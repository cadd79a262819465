package io.colony.engine.notice;

import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.util.Locale;
import java.util.Optional;

/** Who has to act. */
public enum Audience {
    /** Who filed the issue. */
    AUTHOR,
    /** Who decides about changes. */
    REVIEWERS,
    /** Who runs this installation. */
    OPERATORS;

    /** Whom an issue in this state waits for; empty where it waits for nobody. */
    public static Optional<Audience> of(StateDefinition state) {
        return switch (state.type()) {
            case AWAITING_HUMAN ->
                Optional.of(
                        state.slug().equals(IssueState.NEEDS_CLARIFICATION)
                                ? AUTHOR
                                : state.slug().equals(IssueState.PAUSED) ? OPERATORS : REVIEWERS);
            case BLOCKED ->
                state.recovery().filter(Workflow.Recovery.MANUAL::equals).map(manual -> OPERATORS);
            case ACTIVE, TERMINAL, PRE_INTAKE -> Optional.empty();
        };
    }

    /** As documents and JSON have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
