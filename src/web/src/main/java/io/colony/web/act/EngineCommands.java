package io.colony.web.act;

import io.colony.engine.command.BudgetCommand;
import io.colony.engine.command.BudgetRequest;
import io.colony.engine.command.CommandName;
import io.colony.engine.command.IssueOffer;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link Commands} by the engine's own doors. */
final class EngineCommands implements Commands {
    private final Doors doors;

    EngineCommands(Doors doors) {
        this.doors = doors;
    }

    @Override
    public boolean given() {
        return true;
    }

    @Override
    public IssueOffer possible(IssueKey key) {
        return doors.possible().of(key);
    }

    @Override
    public Map<IssueKey, IssueOffer> possible(Collection<IssueKey> keys) {
        return doors.possible().of(keys);
    }

    @Override
    public Optional<Usd> ceiling(IssueKey key) {
        return doors.ceiling().apply(key);
    }

    @Override
    public OperatorAnswer carryOut(OperatorCommand command) {
        return doors.actions().carryOut(command);
    }

    @Override
    public OperatorAnswer raise(BudgetCommand command) {
        return doors.budgets().carryOut(command);
    }

    @Override
    public OperatorAnswer raise(BudgetRequest request, CommandName name) {
        return doors.budgets().raise(request, name);
    }

    @Override
    public Set<Long> replayable(Collection<Long> letters) {
        return doors.letters().replayable(letters);
    }

    @Override
    public OperatorAnswer replay(long letter, String login, String reason, CommandName name) {
        return doors.letters().replay(letter, login, reason, name);
    }

    @Override
    public OperatorAnswer reset(String scope, String key, String login, String reason, CommandName name) {
        return doors.breakers().reset(scope, key, login, reason, name);
    }

    @Override
    public OperatorAnswer stop(String login, String reason, CommandName name) {
        return doors.dispatch().stop(login, reason, name);
    }

    @Override
    public OperatorAnswer resume(String login, String reason, CommandName name) {
        return doors.dispatch().resume(login, reason, name);
    }
}
