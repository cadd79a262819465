package io.colony.engine.retention;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Counts and removes what is old enough, a batch at a time. Takes part in the given transaction. */
interface RetentionStore {
    static RetentionStore postgres() {
        return new PostgresRetentionStore();
    }

    /** Whether no other process removes at this moment; held until the transaction ends. */
    boolean alone(Transaction transaction);

    /** How many rows are older than the limit and belong to nothing that is open, per tenant. */
    Map<Long, Long> count(Transaction transaction, RetentionClass what, Limit limit);

    /** Removes at most {@code batch} of them; how many that were, per tenant. */
    Map<Long, Long> remove(Transaction transaction, RetentionClass what, Limit limit, int batch);

    /** The workflows that issues are in, by id and version. */
    Set<WorkflowVersion> workflows(Transaction transaction);

    /** A version of a workflow. */
    record WorkflowVersion(String id, int version) {}

    /** A state at which issues of a workflow's version have ended. */
    record End(WorkflowVersion workflow, IssueState state) {}

    /**
     * What is old enough.
     *
     * @param before written, processed or closed before this time
     * @param ends where issues have ended
     */
    record Limit(Instant before, Set<End> ends) {}
}
