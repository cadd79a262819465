package io.colony.engine.stage;

import io.colony.engine.agent.AgentLimits;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.evidence.ClonedEvidenceVerifier;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.SideEffects;
import io.colony.engine.gate.DefaultPolicyGates;
import io.colony.engine.gate.SupervisedGateRunner;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.intake.IntakePace;
import io.colony.engine.intake.IntakeRate;
import io.colony.engine.intake.IssueRegistration;
import io.colony.engine.intake.Mayor;
import io.colony.engine.intake.WaitingIssues;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.RefusedTransitions;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.notice.AlertNotices;
import io.colony.engine.notice.NoticeSettings;
import io.colony.engine.notice.Notices;
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
import io.colony.engine.workflow.DeclaredOutcomes;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflows;
import io.colony.engine.workspace.Keeping;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Joins the real stores and stages for {@link StageFixture}; the code host, the agent and the clock are the test's. */
final class StageWiring {
    private final Path work;
    private final Database database;
    private final SettableClock clock;
    private final StageFixture.Setup setup;
    private final Forge forge;
    private final RemoteAccess reading;
    private final InstalledPlugins plugins;

    /** @param reading what git fetches with */
    StageWiring(
            Path work,
            Database database,
            SettableClock clock,
            StageFixture.Setup setup,
            Forge forge,
            RemoteAccess reading) {
        this.work = work;
        this.database = database;
        this.clock = clock;
        this.setup = setup;
        this.forge = forge;
        this.reading = reading;
        this.plugins = InstalledPlugins.of(setup.plugins());
    }

    /** The hands of this machine. */
    Hands hands(ScriptedBackend agent) {
        return new Hands(
                new LocalTrustedClones(work, git()),
                new LocalWorkspaces(work, git(), clock, new Keeping(2, 8)),
                new SupervisedGateRunner(
                        new LocalProcessSupervisor(),
                        Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                        UnaryOperator.identity()),
                Map.of(ScriptedBackend.NAME, agent),
                host -> host);
    }

    Mayor mayor(Dispatcher.Stores stores, long workerId, IntakeRate rate) {
        return new Mayor(
                database,
                clock,
                workerId,
                new Mayor.Stores(
                        stores.queue(),
                        stores.issues(),
                        stores.transitions(),
                        stores.dependencies(),
                        WaitingIssues.postgres(stores.issues()),
                        stores.workflows(),
                        IntakePace.postgres(rate)));
    }

    private StageContext context(Dispatcher.Stores stores, Hands hands) {
        Forge there = hands.forge().apply(forge);
        return new StageContext(
                database,
                clock,
                stores.issues(),
                stores.runs(),
                stores.judgements(),
                Map.of(
                        there.name(),
                        new CodeHost(
                                there,
                                new SideEffects(
                                        database,
                                        Intents.postgres(),
                                        there,
                                        (task, epoch) -> holds(stores, task, epoch),
                                        clock))),
                Intents.postgres(),
                stores.dependencies(),
                hands.trustedClones(),
                hands.workspaces(),
                hands.gateRunner(),
                new DefaultPolicyGates(),
                new ClonedEvidenceVerifier(),
                new FileRepositoryPolicy(),
                new PromptBuilder(new SecureRandom()),
                new StageContext.Agents(
                        hands.backEnds(),
                        Map.of(
                                ScriptedBackend.NAME,
                                AgentLimits.withCeiling(setup.ceilings().run())),
                        Optional.of(ScriptedBackend.NAME)),
                UnaryOperator.identity(),
                true,
                LessonSettings.DEFAULT);
    }

    /** Every store that stages and chores write to. */
    Dispatcher.Stores stores(WakeUp wakeUp) {
        AuditLog audit = AuditLog.postgres(database);
        WorkflowCatalog workflows = WorkflowCatalog.postgres(clock, DeclaredOutcomes.withPlugins(plugins.outcomes()));
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
                JudgementStore.postgres(),
                Ledger.postgres(
                        setup.ceilings(),
                        new BudgetEvents(
                                HeldTasks.postgres(wakeUp),
                                audit,
                                new AlertNotices(Notices.postgres(workflows), NoticeSettings.DEFAULT, List.of()))),
                outbox);
    }

    /** Every stage, and the plugins' own. */
    Map<String, StageExecutor> executors(Dispatcher.Stores stores, Workflow workflow, Hands hands) {
        StageContext context = context(stores, hands);
        IssueRegistration registration = new IssueRegistration(
                clock,
                new IssueRegistration.Stores(stores.issues(), stores.transitions(), stores.workflows()),
                workflow);
        Map<String, StageExecutor> executors = new HashMap<>(Stream.of(
                        new AnalyzeStage(context),
                        new PlanStage(context, new Subtasks(context, stores.ledger(), registration)),
                        new DevelopStage(context),
                        new ReviewStage(context),
                        new MergeStage(context))
                .collect(Collectors.toMap(StageExecutor::name, executor -> executor)));
        plugins.all().forEach(plugin -> executors.put(plugin.id(), new PluginStage(context, plugin)));
        return executors;
    }

    private boolean holds(Dispatcher.Stores stores, long taskId, long epoch) {
        return stores.queue().heartbeat(taskId, epoch, clock.instant().plus(StageFixture.LEASE))
                == TaskQueue.Heartbeat.EXTENDED;
    }

    private GitCommand git() {
        try {
            Path home = Files.createDirectories(work.resolve("git-home"));
            return new GitCommand(
                    new LocalCommandRunner(), home, Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"), reading);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
