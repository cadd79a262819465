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

/** {@link Commands} of a server that only shows: none is offered, and one that comes all the same is refused. */
final class NoCommands implements Commands {
    static final String SHOWS_ONLY = "This server only shows; commands are given elsewhere.";

    private static final OperatorAnswer REFUSED = new OperatorAnswer(false, SHOWS_ONLY);

    @Override
    public boolean given() {
        return false;
    }

    @Override
    public IssueOffer possible(IssueKey key) {
        return IssueOffer.none(key);
    }

    @Override
    public Map<IssueKey, IssueOffer> possible(Collection<IssueKey> keys) {
        return Map.of();
    }

    @Override
    public Optional<Usd> ceiling(IssueKey key) {
        return Optional.empty();
    }

    @Override
    public OperatorAnswer carryOut(OperatorCommand command) {
        return REFUSED;
    }

    @Override
    public OperatorAnswer raise(BudgetCommand command) {
        return REFUSED;
    }

    @Override
    public OperatorAnswer raise(BudgetRequest request, CommandName name) {
        return REFUSED;
    }

    @Override
    public Set<Long> replayable(Collection<Long> letters) {
        return Set.of();
    }

    @Override
    public OperatorAnswer replay(long letter, String login, String reason, CommandName name) {
        return REFUSED;
    }

    @Override
    public OperatorAnswer reset(String scope, String key, String login, String reason, CommandName name) {
        return REFUSED;
    }

    @Override
    public OperatorAnswer stop(String login, String reason, CommandName name) {
        return REFUSED;
    }

    @Override
    public OperatorAnswer resume(String login, String reason, CommandName name) {
        return REFUSED;
    }
}
