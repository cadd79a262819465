package io.colony.web.act;

import io.colony.engine.command.BreakerReset;
import io.colony.engine.command.BudgetActions;
import io.colony.engine.command.BudgetCommand;
import io.colony.engine.command.BudgetRequest;
import io.colony.engine.command.CommandName;
import io.colony.engine.command.DeadLetters;
import io.colony.engine.command.DispatchSwitch;
import io.colony.engine.command.IssueOffer;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.command.PossibleActions;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What people can have done from pages and API. Each command is carried out once for each name that it comes by. Safe for use
 * by many threads.
 */
public interface Commands {
    /** By the engine's own doors. */
    static Commands of(Doors doors) {
        return new EngineCommands(doors);
    }

    /** For a server that only shows. */
    static Commands none() {
        return new NoCommands();
    }

    /**
     * The engine's doors.
     *
     * @param ceiling of an issue
     */
    record Doors(
            OperatorActions actions,
            PossibleActions possible,
            BudgetActions budgets,
            BreakerReset breakers,
            DeadLetters letters,
            DispatchSwitch dispatch,
            Function<IssueKey, Optional<Usd>> ceiling) {}

    /** Whether commands can be given here at all. */
    boolean given();

    /** What an issue allows as it is now. */
    IssueOffer possible(IssueKey key);

    /** The same for many issues, at a price that hardly grows with them; those that are not known are left out. */
    Map<IssueKey, IssueOffer> possible(Collection<IssueKey> keys);

    /** The issue's ceiling that is in force; empty where there is none. */
    Optional<Usd> ceiling(IssueKey key);

    /** Does something to an issue, or says why not. */
    OperatorAnswer carryOut(OperatorCommand command);

    /** Raises an issue's ceiling, or says why not. */
    OperatorAnswer raise(BudgetCommand command);

    /** Raises the ceiling of a repository or a tenant, or says why not. */
    OperatorAnswer raise(BudgetRequest request, CommandName name);

    /** Which of these dead letters can be replayed as they are now. */
    Set<Long> replayable(Collection<Long> letters);

    /** Has a dead letter's issue try again, or says why not. */
    OperatorAnswer replay(long letter, String login, String reason, CommandName name);

    /** Closes a breaker, or says why not. */
    OperatorAnswer reset(String scope, String key, String login, String reason, CommandName name);

    /** Hands out no more work and ends what runs, or says why not. */
    OperatorAnswer stop(String login, String reason, CommandName name);

    /** Hands out work again, or says why not. */
    OperatorAnswer resume(String login, String reason, CommandName name);
}
