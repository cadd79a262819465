package io.colony.engine;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.command.BreakerReset;
import io.colony.engine.command.BudgetActions;
import io.colony.engine.command.CommandLog;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.command.PossibleActions;
import io.colony.engine.command.ProtectionAcceptance;
import io.colony.engine.command.SlashCommands;
import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Intents;
import io.colony.engine.intake.HostEvents;
import io.colony.engine.issue.IssueEdits;
import io.colony.engine.ledger.Budgets;
import io.colony.engine.recovery.Breakers;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.status.StatusQueries;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Wires what people and the code host may do to issues, whichever door they come in by. */
final class OperatorDoors {
    private final Database database;
    private final InstantSource clock;
    private final ColonyOptions options;
    private final Map<String, Forge> forges;
    private final Dispatcher.Stores stores;
    private final AuditLog audit;

    OperatorDoors(
            Database database,
            InstantSource clock,
            ColonyOptions options,
            ColonyBuilder.Host host,
            Dispatcher.Stores stores,
            AuditLog audit) {
        this.database = database;
        this.clock = clock;
        this.options = options;
        this.forges = Map.of(host.forge().name(), host.forge());
        this.stores = stores;
        this.audit = audit;
    }

    OperatorActions operatorActions() {
        return new OperatorActions(database, clock, forges, actionStores());
    }

    PossibleActions possibleActions() {
        return new PossibleActions(database, actionStores());
    }

    private OperatorActions.Stores actionStores() {
        return new OperatorActions.Stores(
                stores.repositories(),
                stores.issues(),
                stores.transitions(),
                stores.runs(),
                stores.judgements(),
                CommandLog.postgres(audit),
                stores.workflows(),
                stores.dependencies(),
                stores.outbox());
    }

    SlashCommands slashCommands() {
        return new SlashCommands(
                database,
                clock,
                new SlashCommands.Doors(
                        operatorActions(),
                        budgetActions(),
                        StatusQueries.postgres(database, clock),
                        stores.outbox(),
                        actionStores()),
                options.intake().commandPrefix());
    }

    HostEvents hostEvents() {
        return new HostEvents(
                database,
                clock,
                forges,
                new HostEvents.Stores(
                        stores.repositories(),
                        stores.workflows(),
                        stores.issues(),
                        stores.transitions(),
                        IssueEdits.postgres(),
                        stores.queue(),
                        Intents.postgres(),
                        stores.outbox()));
    }

    BudgetActions budgetActions() {
        return new BudgetActions(
                database,
                clock,
                forges,
                new BudgetActions.Stores(
                        stores.repositories(),
                        stores.issues(),
                        stores.transitions(),
                        Budgets.postgres(stores.ledger(), options.money().ceilings(), audit),
                        CommandLog.postgres(audit)));
    }

    BreakerReset breakerReset() {
        return new BreakerReset(
                database,
                clock,
                forges,
                new BreakerReset.Stores(
                        stores.repositories(),
                        Breakers.postgres(options.recovery().breakers(), new SecureRandom()),
                        stores.queue(),
                        audit));
    }

    ProtectionAcceptance protectionAcceptance() {
        return new ProtectionAcceptance(database, clock, forges, stores.repositories(), audit);
    }
}
