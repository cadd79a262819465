package io.colony.engine.issue;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Transaction;
import io.colony.engine.queue.TaskQueue;
import java.time.InstantSource;
import java.util.List;

/**
 * The only place that changes an issue's state.
 *
 * <p>One call is one transition inside the caller's transaction: compare-and-set on the version, the transition row, the
 * open task closed and its epoch raised, the next state's task, the audit row, and whatever the {@link
 * TransitionListener}s add (projections). Either all of it is committed or none.
 *
 * <p>A worker's result first completes its own task with {@link TaskQueue#complete}, which checks the epoch, after {@link
 * IssueStore#lock}. The outcome {@code claimed} is applied after {@link TaskQueue#claim}: the claimed task stays open and
 * goes along to the next state; without one it throws.
 *
 * <p>Without a target the outcome is looked up among the state's routes and events and, unless a worker asks, among the
 * operator actions. With one, the same look-up must lead there, or the workflow must list it: for an operator among the
 * state's {@code transitions}, for everybody else as where an event leads.
 */
public interface IssueTransitions {
    /**
     * Transitions in Postgres.
     *
     * @param listeners called in this order
     */
    static IssueTransitions postgres(
            WorkflowCatalog workflows,
            TaskQueue queue,
            AuditLog audit,
            InstantSource clock,
            RefusedTransitions refused,
            List<TransitionListener> listeners) {
        return new PostgresIssueTransitions(workflows, queue, audit, clock, refused, listeners);
    }

    TransitionResult apply(Transaction transaction, TransitionRequest request);
}
