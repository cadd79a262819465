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
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.TaskQueue.NewTask;
import io.colony.engine.queue.TaskState;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link IssueTransitions} in the tables {@code issues} and {@code state_transitions}. */
final class PostgresIssueTransitions implements IssueTransitions {
    /** What they send back is rework, which is counted. */
    private static final Set<String> SENDING_BACK = Set.of("review", "merge");

    private static final Set<String> BUILDING = Set.of("develop");

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
        Change change = Change.of(workflow, request, to, routing.resumeAfter(to));
        if (losesMerge(workflow, request, change)) {
            Optional<String> underWay = PostgresOpenMerge.find(transaction, request.issue());
            if (underWay.isPresent()) {
                return refuse(transaction, request, underWay.get());
            }
        }
        Optional<Issue> moved = compareAndSet(transaction, request.issue(), change, now);
        if (moved.isEmpty()) {
            return stale(transaction, request.issue().id());
        }
        Issue issue = moved.get();
        Optional<Task> task = Optional.empty();
        if (request.outcome().equals(Outcomes.CLAIMED)) {
            task = queue.open(transaction, issue.id()).filter(open -> open.state() == TaskState.CLAIMED);
            if (task.isEmpty()) {
                // The row was changed already: only undoing the whole transaction keeps the promise of "nothing".
                throw new ColonyException("Issue " + issue.key() + " cannot be 'claimed': it has no claimed task."
                        + " Claim its task in the same transaction first.");
            }
        }
        PostgresIssueRow.addTransition(
                transaction, issue, Optional.of(request.issue().state()), request, now);
        if (task.isEmpty()) {
            task = replaceTask(transaction, workflow, issue, request, now);
        }
        writeAudit(transaction, issue, request, now);
        listeners.forEach(listener ->
                listener.onTransition(transaction, issue, request.issue().state(), request));
        // Also where no task was made: the code host is to be told, and others may have waited for this issue.
        queue.wakeAfterCommit(transaction);
        return new Applied(issue, request.issue().state(), task);
    }

    /**
     * Whether a merge that is under way would be seen by nobody after this: the issue would have ended without it, or begun
     * anew with another pull request.
     */
    private static boolean losesMerge(Workflow workflow, TransitionRequest request, Change change) {
        boolean unmerged = workflow.state(change.to()).type() == Workflow.Type.TERMINAL
                && request.runId().isEmpty()
                && !request.outcome().equals(Outcomes.MERGED_BY_PERSON);
        return unmerged || change.newGeneration();
    }

    private static Optional<Issue> compareAndSet(Transaction transaction, Issue issue, Change change, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        update issues i
                        set state = :to, resume_state = :resume, version = version + 1, updated_at = :now,
                            entered_at = case when state = :to then entered_at else :now end,
                            clarifications = :clarifications, rework_rounds = :reworkRounds,
                            generation = generation + case when :anew then 1 else 0 end,
                            branch = case when :anew then null else branch end,
                            pull_request = case when :anew then null else pull_request end,
                            head_sha = case when :anew then null else head_sha end,
                            host_head = case when :anew then null else host_head end,
                            base_sha = case when :anew then null else base_sha end,
                            merge_sha = case when :anew then null else merge_sha end
                        from repositories r
                        where i.id = :id and i.version = :version and r.id = i.repository_id
                        returning i.*, r.slug
                        """)
                .bind("to", change.to().slug())
                .bind("resume", change.resume().map(IssueState::slug).orElse(null))
                .bind("now", now)
                .bind("clarifications", change.clarifications())
                .bind("reworkRounds", change.reworkRounds())
                .bind("anew", change.newGeneration())
                .bind("id", issue.id())
                .bind("version", issue.version())
                .map(PostgresIssueRow::issue)
                .findOne();
    }

    private Optional<Task> replaceTask(
            Transaction transaction, Workflow workflow, Issue issue, TransitionRequest request, Instant now) {
        queue.cancelOpen(
                transaction,
                issue.id(),
                now,
                "the issue went to " + issue.state() + " by '" + request.outcome() + "' of " + request.actor());
        return workflow.state(issue.state())
                .executor()
                .map(executor -> queue.enqueue(
                        transaction,
                        new NewTask(
                                issue.tenantId(),
                                issue.repositoryId(),
                                issue.id(),
                                executor,
                                issue.priority(),
                                now,
                                now)));
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
                .handle()
                .createQuery("select version, state from issues where id = :id")
                .bind("id", issueId)
                .map((row, context) -> new Stale(row.getLong("version"), new IssueState(row.getString("state"))))
                .findOne()
                .orElseThrow(() -> new ColonyException("There is no issue with the id " + issueId + " in the store."));
    }

    private static List<Step> history(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("""
                        select from_state, to_state, outcome from state_transitions
                        where issue_id = :issue order by version desc
                        """)
                .bind("issue", issueId)
                .map((row, context) -> new Step(
                        Optional.ofNullable(row.getString("from_state")).map(IssueState::new),
                        new IssueState(row.getString("to_state")),
                        row.getString("outcome")))
                .list();
    }

    /** What a transition makes of an issue's row. */
    private record Change(
            IssueState to, Optional<IssueState> resume, int clarifications, int reworkRounds, boolean newGeneration) {
        static Change of(Workflow workflow, TransitionRequest request, IssueState to, Optional<IssueState> resume) {
            Issue issue = request.issue();
            String outcome = request.outcome();
            if (outcome.equals(Outcomes.REIMPLEMENT) || outcome.equals(Outcomes.REOPENED)) {
                return new Change(to, resume, 0, 0, true);
            }
            boolean rework = executedBy(workflow, issue.state(), SENDING_BACK) && executedBy(workflow, to, BUILDING);
            return new Change(
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
}
