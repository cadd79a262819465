package io.colony.web.act;

import io.colony.engine.command.BudgetActions;
import io.colony.engine.command.BudgetCommand;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.command.PossibleAction;
import io.colony.engine.command.PossibleActions;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What people can have done from pages and API. Safe for use by many threads. */
public interface Commands {
    /** What an issue allows as it is now. */
    List<PossibleAction> possible(IssueKey key);

    /** The issue's ceiling that is in force; empty where there is none. */
    Optional<Usd> ceiling(IssueKey key);

    /** Carries a command out once, or says why not. */
    OperatorAnswer carryOut(OperatorCommand command);

    /** Raises an issue's ceiling once, or says why not. */
    OperatorAnswer raise(BudgetCommand command);

    /**
     * By the engine's own doors.
     *
     * @param ceiling of an issue
     */
    static Commands of(
            OperatorActions actions,
            PossibleActions possible,
            BudgetActions budgets,
            Function<IssueKey, Optional<Usd>> ceiling) {
        return new Commands() {
            @Override
            public List<PossibleAction> possible(IssueKey key) {
                return possible.of(key);
            }

            @Override
            public Optional<Usd> ceiling(IssueKey key) {
                return ceiling.apply(key);
            }

            @Override
            public OperatorAnswer carryOut(OperatorCommand command) {
                return actions.carryOut(command);
            }

            @Override
            public OperatorAnswer raise(BudgetCommand command) {
                return budgets.carryOut(command);
            }
        };
    }

    /** For a server that only shows. */
    static Commands none() {
        return new Commands() {
            private static final OperatorAnswer SHOWS_ONLY =
                    new OperatorAnswer(false, "This server only shows; commands are given elsewhere.");

            @Override
            public List<PossibleAction> possible(IssueKey key) {
                return List.of();
            }

            @Override
            public Optional<Usd> ceiling(IssueKey key) {
                return Optional.empty();
            }

            @Override
            public OperatorAnswer carryOut(OperatorCommand command) {
                return SHOWS_ONLY;
            }

            @Override
            public OperatorAnswer raise(BudgetCommand command) {
                return SHOWS_ONLY;
            }
        };
    }
}
