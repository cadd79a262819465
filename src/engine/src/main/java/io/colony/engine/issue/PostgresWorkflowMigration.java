package io.colony.engine.issue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.ColonyException;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.MigrationPlan.Step;
import io.colony.engine.issue.StartWorkflows.Version;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.TaskQueue.NewTask;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.WorkflowException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@link WorkflowMigration} in the tables {@code issues} and {@code state_transitions}. */
final class PostgresWorkflowMigration implements WorkflowMigration {
    private static final String MIGRATED = "migrated";

    private final Database database;
    private final WorkflowCatalog workflows;
    private final TaskQueue queue;
    private final AuditLog audit;
    private final InstantSource clock;
    private final List<TransitionListener> listeners;
    private final IssueStore issues;

    PostgresWorkflowMigration(
            Database database,
            WorkflowCatalog workflows,
            TaskQueue queue,
            AuditLog audit,
            InstantSource clock,
            List<TransitionListener> listeners) {
        this.database = database;
        this.workflows = workflows;
        this.queue = queue;
        this.audit = audit;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
        this.issues = IssueStore.postgres(workflows, queue, audit, clock);
    }

    @Override
    public List<Migrated> migrate(Order order) {
        Workflow target = database.inTransaction(transaction ->
                workflows.get(transaction, order.to().id(), order.to().version()));
        checkMap(order, target);
        List<Long> ids = database.inTransaction(transaction -> ids(transaction, order));
        return ids.stream()
                .map(id -> database.<Migrated>inTransaction(transaction -> migrate(transaction, id, order, target)))
                .toList();
    }

    private static void checkMap(Order order, Workflow target) {
        order.map().forEach((from, to) -> {
            if (!target.states().containsKey(to)) {
                throw new WorkflowException("Workflow " + order.to() + " has no state '" + to + "' to map '" + from
                        + "' to; it has "
                        + String.join(
                                ", ",
                                target.states().keySet().stream()
                                        .map(IssueState::slug)
                                        .toList())
                        + ".");
            }
        });
    }

    private List<Long> ids(Transaction transaction, Order order) {
        if (!order.which().isEmpty()) {
            return order.which().stream()
                    .map(key -> issues.find(transaction, key)
                            .orElseThrow(() -> new UnknownIssueException("There is no issue " + key
                                    + " here. Nothing was migrated; name issues as 'colony issue list' does."))
                            .id())
                    .toList();
        }
        return transaction
                .handle()
                .createQuery("""
                        select i.id from issues i join repositories r on r.id = i.repository_id
                        where i.state not in ('done', 'cancelled')
                          and (cast(:from as text) is null or i.workflow_id = :from)
                        order by r.slug, i.number
                        """)
                .bind("from", order.from().orElse(null))
                .mapTo(Long.class)
                .list();
    }

    private Migrated migrate(Transaction transaction, long id, Order order, Workflow target) {
        Issue issue = issues.lock(transaction, id);
        Version was = new Version(issue.workflowId(), issue.workflowVersion());
        if (was.equals(order.to())) {
            return new Migrated(issue.key(), was, issue.state(), new Result.There());
        }
        Workflow current = workflows.get(transaction, was.id(), was.version());
        Step step = new MigrationPlan(target, order.map(), order.revoke())
                .step(current, issue, queue.open(transaction, id));
        return switch (step) {
            case Step.Leave leave -> new Migrated(issue.key(), was, issue.state(), new Result.Left(leave.why()));
            case Step.Move move -> {
                if (!order.dryRun()) {
                    move(transaction, issue, order, target, move);
                }
                yield new Migrated(issue.key(), was, issue.state(), new Result.Moved(move.to()));
            }
        };
    }

    private void move(Transaction transaction, Issue issue, Order order, Workflow target, Step.Move move) {
        Instant now = clock.instant();
        Issue moved = update(transaction, issue, order.to(), move, now);
        TransitionRequest request = TransitionRequest.event(
                issue,
                MIGRATED,
                order.by(),
                "Moved from workflow " + issue.workflowId() + "@" + issue.workflowVersion() + " to " + order.to()
                        + ".");
        PostgresIssueRow.addTransition(transaction, moved, Optional.of(issue.state()), request, now);
        if (!move.keepsTask()) {
            queue.cancelOpen(transaction, issue.id(), now, "the issue went to workflow " + order.to());
            target.state(moved.state())
                    .executor()
                    .ifPresent(executor -> queue.enqueue(
                            transaction,
                            new NewTask(
                                    moved.tenantId(),
                                    moved.repositoryId(),
                                    moved.id(),
                                    executor,
                                    moved.priority(),
                                    now,
                                    now)));
        }
        audit.append(
                transaction,
                moved.tenantId(),
                now,
                order.by().toString(),
                "workflow-migrated",
                moved.key().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("from", issue.state().slug())
                        .put("to", moved.state().slug())
                        .put("was", issue.workflowId() + "@" + issue.workflowVersion())
                        .put("is", order.to().toString())
                        .put("version", moved.version())
                        .put("task_kept", move.keepsTask()));
        listeners.forEach(listener -> listener.onTransition(transaction, moved, issue.state(), request));
        queue.wakeAfterCommit(transaction);
    }

    private static Issue update(Transaction transaction, Issue issue, Version to, Step.Move move, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        update issues i
                        set state = :state, resume_state = :resume, version = version + 1, updated_at = :now,
                            entered_at = case when state = :state then entered_at else :now end,
                            workflow_id = :workflow, workflow_version = :workflowVersion
                        from repositories r
                        where i.id = :id and i.version = :version and r.id = i.repository_id
                        returning i.*, r.slug
                        """)
                .bind("state", move.to().slug())
                .bind("resume", move.resume().map(IssueState::slug).orElse(null))
                .bind("now", now)
                .bind("workflow", to.id())
                .bind("workflowVersion", to.version())
                .bind("id", issue.id())
                .bind("version", issue.version())
                .map(PostgresIssueRow::issue)
                .findOne()
                .orElseThrow(() -> new ColonyException(
                        issue.key() + " changed although its row was locked; nothing was migrated. Try again."));
    }
}
