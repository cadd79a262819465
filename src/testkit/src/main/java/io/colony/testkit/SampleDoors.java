package io.colony.testkit;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.command.BreakerReset;
import io.colony.engine.command.BudgetActions;
import io.colony.engine.command.CommandLog;
import io.colony.engine.command.DeadLetters;
import io.colony.engine.command.DispatchSwitch;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.command.PossibleActions;
import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.local.LocalForge;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.RefusedTransitions;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.ledger.Budgets;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.projection.Outbox;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.recovery.BreakerSettings;
import io.colony.engine.recovery.Breakers;
import io.colony.engine.stage.JudgementStore;
import io.colony.engine.stage.RunStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** What people can have done to the {@link SampleStore}'s issues. */
public record SampleDoors(
        OperatorActions actions,
        PossibleActions possible,
        BudgetActions budgets,
        BreakerReset breakers,
        DeadLetters letters,
        DispatchSwitch dispatch) {
    /** @param directory for the local code host, which knows the sample's repositories and lets everybody do everything */
    public static SampleDoors of(Database database, Path directory) {
        InstantSource clock = new SettableClock(SampleStore.NOW);
        Map<String, Forge> forges =
                Map.of(LocalForge.NAME, LocalForge.create(database, directory, new LocalCommandRunner(), clock));
        AuditLog audit = AuditLog.postgres(database);
        WorkflowCatalog workflows = WorkflowCatalog.postgres(clock);
        TaskQueue queue = TaskQueue.postgres(database, WakeUp.inProcess());
        IssueStore issues = IssueStore.postgres(workflows, queue, audit, clock);
        IssueTransitions transitions =
                IssueTransitions.postgres(workflows, queue, audit, clock, new RefusedTransitions(), List.of());
        OperatorActions.Stores stores = new OperatorActions.Stores(
                Repositories.postgres(),
                issues,
                transitions,
                RunStore.postgres(),
                JudgementStore.postgres(),
                CommandLog.postgres(audit),
                workflows,
                Dependencies.postgres(clock),
                Outbox.postgres(UnaryOperator.identity()));
        BudgetActions budgets = new BudgetActions(
                database,
                clock,
                forges,
                new BudgetActions.Stores(
                        Repositories.postgres(),
                        issues,
                        transitions,
                        Budgets.postgres(Ledger.postgres(Ceilings.DEFAULT), Ceilings.DEFAULT, audit),
                        CommandLog.postgres(audit)));
        BreakerReset breakers = new BreakerReset(
                database,
                clock,
                forges,
                new BreakerReset.Stores(
                        Repositories.postgres(),
                        Breakers.postgres(BreakerSettings.defaults(), new SplittableRandom(1)),
                        queue,
                        audit));
        OperatorActions actions = new OperatorActions(database, clock, forges, stores);
        return new SampleDoors(
                actions,
                new PossibleActions(database, stores),
                budgets,
                breakers,
                new DeadLetters(database, actions, "default"),
                new DispatchSwitch(database, clock, queue, audit));
    }
}
