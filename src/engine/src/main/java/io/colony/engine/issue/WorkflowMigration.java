package io.colony.engine.issue;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.issue.StartWorkflows.Version;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.workflow.IssueState;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves issues to another workflow, or to another version of theirs: only on an operator's word, one issue a transaction,
 * and only where the other workflow has a state for it. What cannot be moved is left as it is, and said.
 *
 * <p>A task whose executor is the same afterwards stays as it is, also in a worker's hands: its outcome is routed by the
 * workflow that the issue is in when it comes. Otherwise a queued task is replaced; one that a worker holds keeps the issue
 * where it is, unless {@link Order#revoke} has the worker stopped. Safe for use by many threads and processes.
 */
public interface WorkflowMigration {
    /** @param listeners as those of {@link IssueTransitions}: the label of a renamed state is told */
    static WorkflowMigration postgres(
            Database database,
            WorkflowCatalog workflows,
            TaskQueue queue,
            AuditLog audit,
            InstantSource clock,
            List<TransitionListener> listeners) {
        return new PostgresWorkflowMigration(database, workflows, queue, audit, clock, listeners);
    }

    /**
     * Carries an order out; the answer has one entry per issue, by key.
     *
     * @throws UnknownIssueException when one that is named is not there; nothing is moved then
     */
    List<Migrated> migrate(Order order);

    /**
     * What is to be moved where.
     *
     * @param to stored already
     * @param which whose issues: these alone, or with an empty list every issue that has not ended
     * @param from only issues of this workflow, at whatever version; empty for all
     * @param map states that are called otherwise in the other workflow
     * @param revoke whether a worker that holds a task which does not fit any more is stopped
     * @param dryRun whether to say only what would happen
     */
    record Order(
            Version to,
            List<IssueKey> which,
            Optional<String> from,
            Map<IssueState, IssueState> map,
            boolean revoke,
            boolean dryRun,
            Actor by) {
        public Order {
            which = List.copyOf(which);
            map = Map.copyOf(map);
        }
    }

    /**
     * What became of one issue.
     *
     * @param was the workflow that it was in
     */
    record Migrated(IssueKey issue, Version was, IssueState from, Result result) {}

    /** How it went. */
    sealed interface Result {
        /** It runs in the other workflow, or would. */
        record Moved(IssueState to) implements Result {}

        /** It was there before. */
        record There() implements Result {}

        /** It was left as it is. */
        record Left(String why) implements Result {}
    }
}
