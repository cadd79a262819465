package io.colony.engine.retrospective;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionListener;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.time.InstantSource;
import java.util.function.BiFunction;

/**
 * Notes in the ending transition itself that a retrospective is to be made: one row, and only where a generation ends, so
 * that nothing is lost by a crash and no transition waits for the work.
 */
public final class RetrospectiveListener implements TransitionListener {
    /** How a generation ends that gave way to the next one. */
    public static final String REIMPLEMENTED = "reimplemented";

    private final Retrospectives retrospectives;
    private final BiFunction<Transaction, Issue, Workflow> workflows;
    private final InstantSource clock;

    /**
     * @param workflows the workflow, in the version, that an issue is under
     */
    public RetrospectiveListener(
            Retrospectives retrospectives, BiFunction<Transaction, Issue, Workflow> workflows, InstantSource clock) {
        this.retrospectives = retrospectives;
        this.workflows = workflows;
        this.clock = clock;
    }

    @Override
    public void onTransition(Transaction transaction, Issue issue, IssueState from, TransitionRequest request) {
        if (request.outcome().equals(Outcomes.REIMPLEMENT)) {
            note(transaction, issue, request.issue().generation(), REIMPLEMENTED, request);
        } else if (!from.equals(issue.state())
                && workflows.apply(transaction, issue).state(issue.state()).type() == Workflow.Type.TERMINAL) {
            note(transaction, issue, issue.generation(), issue.state().slug(), request);
        }
    }

    private void note(Transaction transaction, Issue issue, int generation, String endedAs, TransitionRequest request) {
        retrospectives.ended(transaction, issue, generation, endedAs, request.reason(), clock.instant());
    }
}
