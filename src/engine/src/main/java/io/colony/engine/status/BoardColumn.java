package io.colony.engine.status;

import io.colony.engine.workflow.IssueState;
import java.util.List;

/**
 * A state and the issues in it.
 *
 * @param description what the state means, in one sentence; empty where no workflow on the board has it any more
 * @param issues how many there are
 * @param cards at most {@value #MOST}: those that have been in the state longest, and of an end those that came last
 */
public record BoardColumn(IssueState state, StateGroup group, String description, long issues, List<BoardCard> cards) {
    /** The longest list of cards. */
    public static final int MOST = 20;
}
