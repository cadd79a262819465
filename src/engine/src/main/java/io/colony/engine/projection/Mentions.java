package io.colony.engine.projection;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.util.List;

/** Whom the comment on a transition names. */
@FunctionalInterface
public interface Mentions {
    /** The author alone, wherever a person is waited for. */
    Mentions AUTHOR = (transaction, issue, state) -> switch (state.type()) {
        case AWAITING_HUMAN -> List.of(issue.author());
        case ACTIVE, BLOCKED, TERMINAL, PRE_INTAKE -> List.of();
    };

    /**
     * Logins or teams; empty to name nobody.
     *
     * @param issue as it now is
     * @param state the state that it is in now
     */
    List<String> of(Transaction transaction, Issue issue, StateDefinition state);
}
