package io.colony.engine.issue;

import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.util.Optional;
import java.util.Set;

/**
 * What a transition makes of an issue's row.
 *
 * @param resume where the issue goes on once what holds it is over
 * @param newGeneration whether it begins anew: branch, pull request and heads are forgotten
 */
record IssueChange(
        IssueState to, Optional<IssueState> resume, int clarifications, int reworkRounds, boolean newGeneration) {
    /** What they send back is rework, which is counted. */
    private static final Set<String> SENDING_BACK = Set.of("review", "merge");

    private static final Set<String> BUILDING = Set.of("develop");

    static IssueChange of(Workflow workflow, TransitionRequest request, IssueState to, Optional<IssueState> resume) {
        Issue issue = request.issue();
        String outcome = request.outcome();
        if (outcome.equals(Outcomes.REIMPLEMENT) || outcome.equals(Outcomes.REOPENED)) {
            return new IssueChange(to, resume, 0, 0, true);
        }
        boolean rework = executedBy(workflow, issue.state(), SENDING_BACK) && executedBy(workflow, to, BUILDING);
        return new IssueChange(
                to,
                resume,
                issue.clarifications() + (outcome.equals(Outcomes.CLARIFIED) ? 1 : 0),
                issue.reworkRounds() + (rework ? 1 : 0),
                false);
    }

    private static boolean executedBy(Workflow workflow, IssueState state, Set<String> executors) {
        return workflow.state(state).executor().filter(executors::contains).isPresent();
    }
}
