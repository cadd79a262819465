package io.colony.engine.issue;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.PostgresOpenMerge.Merge;
import io.colony.engine.issue.TransitionRouting.Destination;
import io.colony.engine.issue.TransitionRouting.Step;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link TransitionPreview} by the routing that {@link PostgresIssueTransitions} goes by. */
final class PostgresTransitionPreview implements TransitionPreview {
    /**
     * Each kind of step once, at its newest: routing asks which was the last of a kind, or whether there was one, so that an
     * issue that went round a hundred times has no longer a past than one that went round twice.
     */
    private static final String STEPS = """
            select issue_id, from_state, to_state, outcome from state_transitions where issue_id = any(?)
            group by issue_id, from_state, to_state, outcome order by issue_id, max(version) desc
            """;

    private static final String MERGES = """
            select issue_id, ref, state from forge_intents
            where issue_id = any(?) and %s
            """.formatted(PostgresOpenMerge.BEGUN);

    private final WorkflowCatalog workflows;
    private final Transaction transaction;
    private final Each<Step> steps;
    private final Each<Merge> merges;

    PostgresTransitionPreview(WorkflowCatalog workflows, Transaction transaction, Collection<Issue> issues) {
        this.workflows = workflows;
        this.transaction = transaction;
        Object ids = issues.stream().map(Issue::id).toArray(Long[]::new);
        this.steps = new Each<>(transaction.ask(PostgresTransitionPreview::step, STEPS, ids));
        this.merges = new Each<>(transaction.ask(PostgresTransitionPreview::merge, MERGES, ids));
    }

    /** A row and whose it is. */
    private record Of<T>(long issueId, T row) {}

    /** The rows of each issue, sorted out when first looked at. */
    private static final class Each<T> {
        private final Answer<Of<T>> answer;
        private @Nullable Map<Long, List<T>> byIssue;

        Each(Answer<Of<T>> answer) {
            this.answer = answer;
        }

        List<T> of(Issue issue) {
            Map<Long, List<T>> known = byIssue;
            if (known == null) {
                known = answer.rows().stream()
                        .collect(Collectors.groupingBy(
                                Of::issueId, Collectors.mapping(Of::row, Collectors.toUnmodifiableList())));
                byIssue = known;
            }
            return known.getOrDefault(issue.id(), List.of());
        }
    }

    private static Of<Step> step(ResultSet row) throws SQLException {
        return new Of<>(row.getLong("issue_id"), PostgresIssueTransitions.step(row));
    }

    private static Of<Merge> merge(ResultSet row) throws SQLException {
        return new Of<>(row.getLong("issue_id"), PostgresOpenMerge.merge(row));
    }

    @Override
    public Optional<IssueState> leadsTo(TransitionRequest request) {
        Issue issue = request.issue();
        Workflow workflow = workflows.get(transaction, issue.workflowId(), issue.workflowVersion());
        TransitionRouting routing = new TransitionRouting(workflow, request, () -> steps.of(issue));
        return switch (routing.destination()) {
            case Destination.None none -> Optional.empty();
            case Destination.State to -> {
                IssueChange change = IssueChange.of(workflow, request, to.state(), routing.resumeAfter(to.state()));
                boolean held = PostgresIssueTransitions.losesMerge(workflow, request, change)
                        && PostgresOpenMerge.underWay(issue, merges.of(issue)).isPresent();
                yield held ? Optional.empty() : Optional.of(to.state());
            }
        };
    }
}
