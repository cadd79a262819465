package io.colony.engine.stage;

import io.colony.engine.agent.AgentLimits;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.evidence.ClonedEvidenceVerifier;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.SideEffects;
import io.colony.engine.gate.DefaultPolicyGates;
import io.colony.engine.gate.SupervisedGateRunner;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.intake.IssueRegistration;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.RefusedTransitions;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.plugin.InstalledPlugins;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.projection.Outbox;
import io.colony.engine.projection.ProjectionListener;
import io.colony.engine.projection.ProjectionSettings;
import io.colony.engine.prompt.PromptBuilder;
import io.colony.engine.queue.HeldTasks;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.retrospective.LessonSettings;
import io.colony.engine.retrospective.RetrospectiveListener;
import io.colony.engine.retrospective.Retrospectives;
import io.colony.engine.stage.StageFixture.Setup;
import io.colony.engine.workflow.DeclaredOutcomes;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflows;
import io.colony.engine.workspace.LocalWorkspaces;
import io.colony.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The wiring of a {@link StageFixture}: what the engine's builder does for a real process. */
final class FixtureWiring {
    private final StageFixture colony;

    private FixtureWiring(StageFixture colony) {
        this.colony = colony;
    }

    static Map<String, StageExecutor> executors(StageFixture colony, Setup setup, Workflow workflow) {
        StageContext context = new FixtureWiring(colony).context(setup.ceilings());
        Dispatcher.Stores stores = colony.stores;
        IssueRegistration registration = new IssueRegistration(
                colony.clock,
                new IssueRegistration.Stores(stores.issues(), stores.transitions(), stores.workflows()),
                workflow);
        Map<String, StageExecutor> executors = new HashMap<>();
        Stream.of(
                        new AnalyzeStage(context),
                        new PlanStage(context, new Subtasks(context, stores.ledger(), registration)),
                        new DevelopStage(context),
                        new ReviewStage(context),
                        new MergeStage(context))
                .forEach(executor -> executors.put(executor.name(), executor));
        InstalledPlugins.of(setup.plugins())
                .all()
                .forEach(plugin -> executors.put(plugin.id(), new PluginStage(context, plugin)));
        return executors;
    }

    private StageContext context(Ceilings ceilings) {
        return new StageContext(
                colony.database,
                colony.clock,
                colony.stores.issues(),
                colony.stores.runs(),
                Map.of(
                        colony.local.name(),
                        new CodeHost(
                                colony.forge.forge(),
                                new SideEffects(
                                        colony.database,
                                        Intents.postgres(),
                                        colony.forge.forge(),
                                        this::holds,
                                        colony.clock))),
                Intents.postgres(),
                colony.stores.dependencies(),
                new LocalTrustedClones(colony.work, git()),
                new LocalWorkspaces(colony.work, git(), colony.clock),
                new SupervisedGateRunner(
                        new LocalProcessSupervisor(),
                        Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                        UnaryOperator.identity()),
                new DefaultPolicyGates(),
                new ClonedEvidenceVerifier(),
                new FileRepositoryPolicy(),
                new PromptBuilder(new SecureRandom()),
                new StageContext.Agents(
                        Map.of(ScriptedBackend.NAME, colony.agent),
                        Map.of(ScriptedBackend.NAME, AgentLimits.withCeiling(ceilings.run())),
                        Optional.of(ScriptedBackend.NAME)),
                UnaryOperator.identity(),
                LessonSettings.DEFAULT);
    }

    static Dispatcher.Stores stores(Database database, SettableClock clock, WakeUp wakeUp, Setup setup) {
        AuditLog audit = AuditLog.postgres(database);
        WorkflowCatalog workflows = WorkflowCatalog.postgres(
                clock,
                DeclaredOutcomes.withPlugins(
                        InstalledPlugins.of(setup.plugins()).outcomes()));
        database.useTransaction(
                transaction -> workflows.store(transaction, Workflows.colonyDefaultYaml(), "colony-default.yaml"));
        TaskQueue queue = TaskQueue.postgres(database, wakeUp);
        Outbox outbox = Outbox.postgres(UnaryOperator.identity());
        ProjectionListener projection = new ProjectionListener(
                outbox,
                (transaction, issue) -> workflows.get(transaction, issue.workflowId(), issue.workflowVersion()),
                ProjectionSettings.DEFAULT,
                clock);
        RetrospectiveListener endings = new RetrospectiveListener(
                Retrospectives.postgres(),
                (transaction, issue) -> workflows.get(transaction, issue.workflowId(), issue.workflowVersion()),
                clock);
        return new Dispatcher.Stores(
                queue,
                workflows,
                IssueStore.postgres(workflows, queue, audit, clock),
                IssueTransitions.postgres(
                        workflows, queue, audit, clock, new RefusedTransitions(), List.of(projection, endings)),
                Dependencies.postgres(clock),
                Repositories.postgres(),
                RunStore.postgres(),
                Ledger.postgres(setup.ceilings(), new BudgetEvents(HeldTasks.postgres(wakeUp), audit)),
                outbox);
    }

    private boolean holds(long taskId, long epoch) {
        return colony.stores
                        .queue()
                        .heartbeat(taskId, epoch, colony.clock.instant().plus(StageFixture.LEASE))
                == TaskQueue.Heartbeat.EXTENDED;
    }

    private GitCommand git() {
        try {
            Path home = Files.createDirectories(colony.work.resolve("git-home"));
            return new GitCommand(new LocalCommandRunner(), home, Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
