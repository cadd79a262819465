package io.colony.engine.issue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ColonyException;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.TransitionResult.Applied;
import io.colony.engine.issue.TransitionResult.Refused;
import io.colony.engine.issue.TransitionResult.Stale;
import io.colony.engine.issue.TransitionRouting.Destination;
import io.colony.engine.issue.TransitionRouting.Step;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.TaskQueue.NewTask;
import io.colony.engine.queue.TaskState;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@link IssueTransitions} in the tables {@code issues} and {@code state_transitions}. */
final class PostgresIssueTransitions implements IssueTransitions {
    /** Its task may hold the turn at a base branch, which is passed on when it is closed. */
    private static final String MERGE = "merge";

    private final WorkflowCatalog workflows;
    private final TaskQueue queue;
    private final AuditLog audit;
    private final InstantSource clock;
    private final RefusedTransitions refused;
    private final List<TransitionListener> listeners;

    PostgresIssueTransitions(
            WorkflowCatalog workflows,
            TaskQueue queue,
            AuditLog audit,
            InstantSource clock,
            RefusedTransitions refused,
            List<TransitionListener> listeners) {
        this.workflows = workflows;
        this.queue = queue;
        this.audit = audit;
        this.clock = clock;
        this.refused = refused;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public TransitionResult apply(Transaction transaction, TransitionRequest request) {
        Issue issue = request.issue();
        Workflow workflow = workflows.get(transaction, issue.workflowId(), issue.workflowVersion());
        TransitionRouting routing = new TransitionRouting(workflow, request, () -> history(transaction, issue.id()));
        return switch (routing.destination()) {
            case Destination.None none -> refuse(transaction, request, none.reason());
            case Destination.State to -> move(transaction, request, workflow, routing, to.state());
        };
    }

    private TransitionResult move(
            Transaction transaction,
            TransitionRequest request,
            Workflow workflow,
            TransitionRouting routing,
            IssueState to) {
        Instant now = clock.instant();
        IssueChange change = IssueChange.of(workflow, request, to, routing.resumeAfter(to));
        if (losesMerge(workflow, request, change)) {
            Optional<String> underWay = PostgresOpenMerge.find(transaction, request.issue());
            if (underWay.isPresent()) {
                return refuse(transaction, request, underWay.get());
            }
        }
        Optional<Issue> moved = PostgresMove.compareAndSet(transaction, request, change, now);
        if (moved.isEmpty()) {
            return stale(transaction, request.issue().id());
        }
        Issue issue = moved.get();
        if (request.outcome().equals(Outcomes.CLAIMED)) {
            requireClaimedTask(transaction, issue);
        } else {
            replaceTask(transaction, workflow, issue, request, now);
        }
        writeAudit(transaction, issue, request, now);
        PostgresDelivery.moved(transaction, workflow, issue, request, now);
        listeners.forEach(listener ->
                listener.onTransition(transaction, issue, request.issue().state(), request));
        // Also where no task was made: the code host is to be told, and others may have waited for this issue.
        queue.wakeAfterCommit(transaction);
        return new Applied(issue, request.issue().state());
    }

    /** The row was changed already: only undoing the whole transaction keeps the promise of "nothing". */
    private void requireClaimedTask(Transaction transaction, Issue issue) {
        if (queue.open(transaction, issue.id())
                .filter(open -> open.state() == TaskState.CLAIMED)
                .isEmpty()) {
            throw new ColonyException("Issue " + issue.key() + " cannot be 'claimed': it has no claimed task."
                    + " Claim its task in the same transaction first.");
        }
    }

    /**
     * Whether a merge that is under way would be seen by nobody after this: the issue would have ended without it, or begun
     * anew with another pull request.
     */
    static boolean losesMerge(Workflow workflow, TransitionRequest request, IssueChange change) {
        boolean unmerged = workflow.state(change.to()).type() == Workflow.Type.TERMINAL
                && request.runId().isEmpty()
                && !request.outcome().equals(Outcomes.MERGED_BY_PERSON);
        return unmerged || change.newGeneration();
    }

    private void replaceTask(
            Transaction transaction, Workflow workflow, Issue issue, TransitionRequest request, Instant now) {
        String reason = "the issue went to " + issue.state() + " by '" + request.outcome() + "' of " + request.actor();
        Optional<NewTask> next = workflow.state(issue.state()).executor().map(executor -> task(issue, executor, now));
        if (executedBy(workflow, request.issue().state(), MERGE)) {
            queue.cancelOpen(transaction, issue.id(), now, reason);
            next.ifPresent(task -> queue.enqueue(transaction, task));
        } else {
            queue.replaceOpen(transaction, issue.id(), next, now, reason);
        }
    }

    private static boolean executedBy(Workflow workflow, IssueState state, String executor) {
        return workflow.state(state).executor().filter(executor::equals).isPresent();
    }

    private static NewTask task(Issue issue, String executor, Instant now) {
        return new NewTask(issue.tenantId(), issue.repositoryId(), issue.id(), executor, issue.priority(), now, now);
    }

    private void writeAudit(Transaction transaction, Issue issue, TransitionRequest request, Instant now) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("from", request.issue().state().slug())
                .put("to", issue.state().slug())
                .put("outcome", request.outcome())
                .put("reason", request.reason())
                .put("version", issue.version());
        request.taskId().ifPresent(id -> detail.put("task", id));
        request.runId().ifPresent(id -> detail.put("run", id));
        append(transaction, issue, request, "transition", detail, now);
    }

    private TransitionResult refuse(Transaction transaction, TransitionRequest request, String reason) {
        Issue issue = request.issue();
        TransitionResult.Stale current = stale(transaction, issue.id());
        if (current.currentVersion() != issue.version()) {
            return current;
        }
        refused.add(request, reason);
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("from", issue.state().slug())
                .put("outcome", request.outcome())
                .put("reason", reason);
        request.target().ifPresent(target -> detail.put("to", target.slug()));
        append(transaction, issue, request, "transition-refused", detail, clock.instant());
        return new Refused(reason);
    }

    private void append(
            Transaction transaction,
            Issue issue,
            TransitionRequest request,
            String action,
            ObjectNode detail,
            Instant now) {
        audit.append(
                transaction,
                issue.tenantId(),
                now,
                request.actor().toString(),
                action,
                issue.key().toString(),
                detail);
    }

    private static Stale stale(Transaction transaction, long issueId) {
        return transaction
                .ask(
                        row -> new Stale(row.getLong("version"), new IssueState(row.getString("state"))),
                        "select version, state from issues where id = ?",
                        issueId)
                .first()
                .orElseThrow(() -> new ColonyException("There is no issue with the id " + issueId + " in the store."));
    }

    /** Newest first. */
    private static List<Step> history(Transaction transaction, long issueId) {
        return transaction.query(PostgresIssueTransitions::step, """
                select from_state, to_state, outcome from state_transitions where issue_id = ? order by version desc
                """, issueId);
    }

    static Step step(ResultSet row) throws SQLException {
        return new Step(
                Optional.ofNullable(row.getString("from_state")).map(IssueState::new),
                new IssueState(row.getString("to_state")),
                row.getString("outcome"));
    }
}
