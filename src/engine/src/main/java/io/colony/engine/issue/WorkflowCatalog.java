package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.DeclaredOutcomes;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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

    /** All states of all stored workflows that answer the test; of whatever workflow, by name. */
    Set<IssueState> states(Transaction transaction, Predicate<StateDefinition> test);

    /** The newest stored version of a workflow. */
    Optional<Workflow> newest(Transaction transaction, String id);

    /** The file of a stored version, as it was stored. */
    Optional<String> yaml(Transaction transaction, String id, int version);

    /** The stored versions, by id and version. */
    List<StoredWorkflow> all(Transaction transaction);

    /**
     * A stored version.
     *
     * @param issues how many issues run in it that have not ended
     */
    record StoredWorkflow(String id, int version, Instant storedAt, long issues) {}

    /**
     * A stored workflow.
     *
     * @throws io.colony.engine.workflow.WorkflowException when there is none
     */
    Workflow get(Transaction transaction, String id, int version);
}
