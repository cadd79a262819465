package io.colony.runner;

import io.colony.engine.command.BudgetRequest;
import io.colony.engine.command.DeadLetters;
import io.colony.engine.command.DispatchSwitch;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.WorkflowMigration;
import io.colony.engine.recovery.BreakerKey;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the commands ask of a running engine. Failures are {@link io.colony.engine.ColonyException}s whose messages are fit
 * for people. Safe for use by many threads.
 */
public interface Operations extends AutoCloseable {
    /**
     * Reads the code host for what happened after the backup that the store was restored from, and records it; what
     * differed, a line each. {@link #start} does it as well. Does nothing where the store was not restored.
     */
    List<String> reconcile();

    /** Starts the orchestrator's own work and the configured number of workers; until then nothing is claimed. */
    void start();

    /**
     * Makes the repository known to the local code host: a bare clone below the work directory, or brings the base branch
     * of the one that is there up to the original's. Repeating it is harmless.
     */
    void importRepository(RepositoryImport repository);

    /**
     * Registers a repository of the code host that this program works on. Repeating it brings what is known about it up to
     * date.
     */
    Repository registerRepository(String slug);

    /** All that are registered, by name. */
    List<Repository> repositories();

    /** Where the local code host keeps a repository. */
    Path bareRepository(String slug);

    /** Files an issue with the trigger label and answers its key. */
    String fileIssue(IssueToFile issue);

    /**
     * Does what a person asks for, as the user who runs this program.
     *
     * @param head the commit that is approved
     */
    default OperatorAnswer act(String key, OperatorAction action, Optional<String> head, String reason) {
        return act(key, action, head, reason, Optional.empty());
    }

    /** {@link #act(String, OperatorAction, Optional, String)} with what the action asks for besides. */
    OperatorAnswer act(
            String key, OperatorAction action, Optional<String> head, String reason, Optional<String> argument);

    /** How issues get from one workflow into another. */
    WorkflowMigration workflowMigration();

    /** Raises a ceiling, as the person whom the request names. */
    OperatorAnswer raiseBudget(BudgetRequest request);

    /** Closes a breaker, as the user who runs this program. */
    OperatorAnswer resetBreaker(BreakerKey key, String reason);

    /** The kill switch. */
    DispatchSwitch dispatch();

    /** Why nothing is begun, in one line for people; empty where work is handed out. */
    Optional<String> heldBack();

    /** Accepts a repository's protection as it is now, as the user who runs this program. */
    OperatorAnswer acceptProtection(String slug, String reason);

    /** All issues, oldest first. */
    List<IssueView> issues();

    /** One issue with its runs and its changes of state. */
    Optional<IssueHistory> history(String key);

    Optional<Explanation> why(String key);

    /**
     * Follows the changes of state.
     *
     * @param fromNow leaves out what happened before this call
     */
    TransitionFollower follow(boolean fromNow);

    /** Gives each change of state once. Used by one thread. */
    @FunctionalInterface
    interface TransitionFollower {
        /** What has come since the last call; empty when nothing has. */
        List<TransitionView> poll();
    }

    List<TaskView> openTasks();

    List<WorkerView> workers();

    /** Tasks that were given up, and their replay. */
    DeadLetters deadLetters();

    /** How many of them still wait for an operator. */
    long deadLetterCount();

    /** Who leads the Sentinel, in one line for people. */
    Optional<String> leader();

    /** For commands that ask or change the store itself, by the engine's own ports. */
    StoreAccess store();

    /** The pages and the API, to be mounted at {@code /}. */
    Servlet pages();

    /** Stops claiming, gives running work a moment, ends it, and closes the store's connections. */
    @Override
    void close();
}
