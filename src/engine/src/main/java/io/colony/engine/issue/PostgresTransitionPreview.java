package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.TransitionRouting.Destination;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import java.util.Optional;

/** {@link TransitionPreview} by the routing that {@link PostgresIssueTransitions} goes by. */
final class PostgresTransitionPreview implements TransitionPreview {
    private final WorkflowCatalog workflows;

    PostgresTransitionPreview(WorkflowCatalog workflows) {
        this.workflows = workflows;
    }

    @Override
    public Optional<IssueState> leadsTo(Transaction transaction, TransitionRequest request) {
        Issue issue = request.issue();
        Workflow workflow = workflows.get(transaction, issue.workflowId(), issue.workflowVersion());
        TransitionRouting routing = new TransitionRouting(
                workflow, request, () -> PostgresIssueTransitions.history(transaction, issue.id()));
        return switch (routing.destination()) {
            case Destination.None none -> Optional.empty();
            case Destination.State to -> {
                IssueChange change = IssueChange.of(workflow, request, to.state(), routing.resumeAfter(to.state()));
                boolean held = PostgresIssueTransitions.losesMerge(workflow, request, change)
                        && PostgresOpenMerge.look(transaction, issue).isPresent();
                yield held ? Optional.empty() : Optional.of(to.state());
            }
        };
    }
}
