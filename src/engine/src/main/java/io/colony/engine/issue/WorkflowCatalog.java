package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.DeclaredOutcomes;
import io.colony.engine.workflow.Workflow;
import java.time.InstantSource;

/**
 * The workflows that issues run in, by id and version. A version never changes once it is stored, so that an issue keeps
 * the one that it started with. Safe for use by many threads.
 */
public interface WorkflowCatalog {
    /** A catalog in Postgres, with what was read from it kept in memory. */
    static WorkflowCatalog postgres(InstantSource clock) {
        return postgres(clock, DeclaredOutcomes.builtIn());
    }

    /**
     * {@link #postgres(InstantSource)} for a process that has plugins.
     *
     * @param declared what {@link #store} takes; what is stored already is read whatever plugins it names
     */
    static WorkflowCatalog postgres(InstantSource clock, DeclaredOutcomes declared) {
        return new PostgresWorkflowCatalog(clock, declared);
    }

    /**
     * Checks a workflow file and stores its version; storing the same file again changes nothing.
     *
     * @param source what errors call the file, such as its path
     * @throws io.colony.engine.workflow.WorkflowException when the file is wrong, or says something else than the stored
     *     file of the same id and version
     */
    Workflow store(Transaction transaction, String yaml, String source);

    /**
     * A stored workflow.
     *
     * @throws io.colony.engine.workflow.WorkflowException when there is none
     */
    Workflow get(Transaction transaction, String id, int version);
}
