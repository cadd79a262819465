package io.colony.engine;

import io.colony.engine.audit.AnchorFile;
import io.colony.engine.audit.Anchors;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.audit.AuditSealer;
import io.colony.engine.backup.Reconciliation;
import io.colony.engine.command.BreakerReset;
import io.colony.engine.command.BudgetActions;
import io.colony.engine.command.DispatchSwitch;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.command.PossibleActions;
import io.colony.engine.command.ProtectionAcceptance;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseClock;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.LeftIntents;
import io.colony.engine.forge.Repositories;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.intake.HostEvents;
import io.colony.engine.intake.Intake;
import io.colony.engine.intake.IntakePace;
import io.colony.engine.intake.IssueRegistration;
import io.colony.engine.intake.Mayor;
import io.colony.engine.intake.WaitingIssues;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.RefusedTransitions;
import io.colony.engine.issue.TransitionListener;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.issue.WorkflowMigration;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.notice.AlertNotices;
import io.colony.engine.notice.NoticeListener;
import io.colony.engine.notice.Notices;
import io.colony.engine.plugin.InstalledPlugins;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.projection.Outbox;
import io.colony.engine.projection.OutboxDelivery;
import io.colony.engine.projection.ProjectionListener;
import io.colony.engine.queue.HeldTasks;
import io.colony.engine.queue.Offer;
import io.colony.engine.queue.StoreWakeUp;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.queue.Worker;
import io.colony.engine.recovery.Breakers;
import io.colony.engine.recovery.Election;
import io.colony.engine.recovery.Leadership;
import io.colony.engine.recovery.RetryPolicy;
import io.colony.engine.recovery.StartGate;
import io.colony.engine.recovery.sentinel.Sentinel;
import io.colony.engine.recovery.sentinel.SentinelLoop;
import io.colony.engine.retention.Retention;
import io.colony.engine.retention.RetentionChore;
import io.colony.engine.retrospective.RetrospectiveListener;
import io.colony.engine.retrospective.Retrospectives;
import io.colony.engine.stage.BudgetEvents;
import io.colony.engine.stage.Completion;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.stage.JudgementStore;
import io.colony.engine.stage.Leases;
import io.colony.engine.stage.LostRuns;
import io.colony.engine.stage.PluginStage;
import io.colony.engine.stage.RunStore;
import io.colony.engine.stage.Settlement;
import io.colony.engine.stage.StageContext;
import io.colony.engine.stage.StageExecutor;
import io.colony.engine.stage.StageWorker;
import io.colony.engine.workflow.DeclaredOutcomes;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workspace.LeftWorkspaces;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Wires a {@link Colony}: the one place that knows which implementation stands behind which port. */
public final class ColonyBuilder {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration RETENTION_LOOK = Duration.ofMinutes(5);

    private final Database database;
    private final InstantSource clock;
    private final ColonyOptions options;
    private final Host host;
    private final StoreWakeUp wakeUp;
    private final Dispatcher.Stores stores;
    private final AuditLog audit;
    private final Workflow workflow;
    private final Settlement settlement;
    private final InstalledPlugins plugins;
    private final List<TransitionListener> listeners = new ArrayList<>();
    private final Stages stages;
    private final OperatorDoors doors;
    private final HostChores hostChores;

    /**
     * What the host of this process provides.
     *
     * @param forge the code host
     * @param gateEnvironment all that a repository's own commands get besides {@code HOME}; no credential is in it
     * @param redact removes this installation's secrets from text
     */
    public record Host(
            Forge forge,
            ProcessSupervisor supervisor,
            GitCommand git,
            Map<String, String> gateEnvironment,
            UnaryOperator<String> redact) {}

    public ColonyBuilder(Database database, InstantSource clock, ColonyOptions options, Host host) {
        this(database, clock, options, host, (stores, completion) -> List.of());
    }

    /** @param stages executors that are used beside the built-in ones, and instead of those whose name they have */
    public ColonyBuilder(Database database, InstantSource clock, ColonyOptions options, Host host, Stages stages) {
        this.stages = stages;
        this.database = database;
        this.clock = clock;
        this.options = options;
        this.host = host;
        this.audit = AuditLog.postgres(database);
        this.wakeUp = StoreWakeUp.of(database);
        this.plugins = InstalledPlugins.of(options.work().plugins());
        WorkflowCatalog workflows = WorkflowCatalog.postgres(clock, DeclaredOutcomes.withPlugins(plugins.outcomes()));
        this.workflow = database.inTransaction(transaction -> workflows.store(
                transaction,
                options.work().workflow().text(),
                options.work().workflow().source()));
        this.stores = stores(workflows);
        this.settlement = new Settlement(stores.ledger(), options.money().prices());
        this.doors = new OperatorDoors(database, clock, options, host, stores, audit);
        this.hostChores = new HostChores(database, clock, options.intake(), host, wakeUp);
    }

    private Dispatcher.Stores stores(WorkflowCatalog workflows) {
        TaskQueue queue = TaskQueue.postgres(database, wakeUp);
        Outbox outbox = Outbox.postgres(host.redact());
        NoticeListener waits = new NoticeListener(
                Notices.postgres(workflows),
                options.people().notifying().settings(),
                options.people().notifying().channels(),
                (transaction, issue) -> workflows.get(transaction, issue.workflowId(), issue.workflowVersion()),
                clock);
        ProjectionListener projection = new ProjectionListener(
                outbox,
                (transaction, issue) -> workflows.get(transaction, issue.workflowId(), issue.workflowVersion()),
                options.people().projection(),
                clock,
                waits);
        RetrospectiveListener endings = new RetrospectiveListener(
                Retrospectives.postgres(),
                (transaction, issue) -> workflows.get(transaction, issue.workflowId(), issue.workflowVersion()),
                clock);
        listeners.add(projection);
        listeners.add(waits);
        listeners.add(endings);
        return new Dispatcher.Stores(
                queue,
                workflows,
                IssueStore.postgres(workflows, queue, audit, clock),
                IssueTransitions.postgres(workflows, queue, audit, clock, new RefusedTransitions(), listeners),
                Dependencies.postgres(clock),
                Repositories.postgres(),
                RunStore.postgres(),
                JudgementStore.postgres(),
                Ledger.postgres(
                        options.money().ceilings(),
                        new BudgetEvents(HeldTasks.postgres(wakeUp), audit, alerts(workflows))),
                outbox);
    }

    private AlertNotices alerts(WorkflowCatalog workflows) {
        return new AlertNotices(
                Notices.postgres(workflows),
                options.people().notifying().settings(),
                options.people().notifying().channels());
    }

    /** Registers this process's workers in the store and wires its threads; nothing runs before {@link Colony#start}. */
    public Colony build() {
        return build(false);
    }

    /** The same for a host that runs tasks by executors of its own, see {@link Colony#hostedWork}. */
    public Colony buildHosted() {
        return build(true);
    }

    private Colony build(boolean hosted) {
        reconcileAfterRestore();
        RetryPolicy retries = new RetryPolicy(options.recovery().retries(), new SecureRandom());
        Breakers breakers = Breakers.postgres(options.recovery().breakers(), new SecureRandom());
        Completion completion =
                new Completion(database, clock, stores, new Completion.Recovery(retries, breakers), settlement);
        StageKit kit = kit(completion);
        Map<String, StageExecutor> executors = kit.executors(kit.local());
        Leases leases = new Leases(stores.queue(), clock, options.workers().lease());
        // Its own: what runs for a host goes on when this process ends, and is taken up by the next.
        Leases hostedLeases =
                new Leases(stores.queue(), clock, options.workers().lease());
        Offer offer = Offer.of(
                executors.keySet(),
                options.work().agents().offered(),
                options.workers().perRepository());
        QueueChores queueChores = new QueueChores(database, clock, stores.queue(), wakeUp);
        StartGate gate = new StartGate(breakers, options.work().agents().defaultName());
        Dispatcher dispatcher =
                new Dispatcher(database, clock, options.workers().lease(), executors, offer, stores, gate);
        Registration registration = new Registration(database, clock, options);
        Threads threads = new Threads();
        List<StageWorker> workers = new ArrayList<>();
        for (int number = 1; number <= options.workers().count(); number++) {
            Worker row = registration.register(
                    "worker-" + number,
                    List.copyOf(executors.keySet()),
                    options.work().agents().offered());
            StageWorker worker = new StageWorker(
                    new StageWorker.Identity(row.id(), row.name()), dispatcher, completion, executors, leases);
            workers.add(worker);
            threads.add(row.name(), worker::step, wakeUp, queueChores::longest);
        }
        Retention retention = new Retention(database, clock, options.retention(), stores.workflows(), audit);
        threads.add("retention", new RetentionChore(retention, clock)::step, WakeUp.inProcess(), RETENTION_LOOK);
        AuditSealer sealer =
                new AuditSealer(audit, Anchors.postgres(database), AnchorFile.below(options.workDirectory()), clock);
        threads.add("audit-sealer", sealer::step, WakeUp.inProcess(), SECOND);
        threads.add(
                "dispatch-watch",
                new DispatchWatch(database, List.of(leases, hostedLeases))::step,
                WakeUp.inProcess(),
                DispatchWatch.INTERVAL);
        addChores(threads, registration, leases, retries, queueChores, kit);
        Election election = addSentinel(threads, registration);
        Runnable signOff = () -> {
            election.resign();
            registration.signOff();
            sealer.finish();
        };
        Hosting.Runs runs = new Hosting.Runs(kit, dispatcher, completion, settlement, breakers, audit, hostedLeases);
        Colony.Work work = new Colony.Work(
                workers, leases, hosted ? Optional.of(hosted(runs, registration, threads)) : Optional.empty());
        return new Colony(intake(), work, threads, signOff, wakeUp);
    }

    private Hosting.Hosted hosted(Hosting.Runs runs, Registration registration, Threads threads) {
        return new Hosting(database, clock, options, stores, host.redact()).of(runs, registration, threads);
    }

    /** Every process stands for election; the detectors run in the one that leads. */
    private Election addSentinel(Threads threads, Registration registration) {
        Worker row = registration.register("sentinel", List.of());
        Election election = new Election(
                database, Leadership.postgres(), Leadership.SENTINEL, row.name() + " (" + row.id() + ")", clock);
        SentinelLoop sentinel = Sentinel.loop(
                database,
                clock,
                election,
                new Sentinel.Stores(
                        stores.workflows(),
                        stores.repositories(),
                        stores.issues(),
                        stores.transitions(),
                        stores.queue(),
                        stores.outbox(),
                        audit,
                        new LocalTrustedClones(options.workDirectory(), host.git())),
                Map.of(host.forge().name(), host.forge()),
                intake(),
                options.recovery().sentinel());
        threads.add(
                "leadership",
                () -> {
                    election.stand();
                    return false;
                },
                WakeUp.inProcess(),
                Election.INTERVAL);
        threads.add("sentinel", sentinel::step, WakeUp.inProcess(), SECOND);
        return election;
    }

    private void addLeftWorkspaces(Threads threads) {
        LeftWorkspaces left = new LeftWorkspaces(options.workDirectory(), host.git(), clock);
        threads.add("left-workspaces", () -> left.sweep() > 0, WakeUp.inProcess(), LeftWorkspaces.INTERVAL);
    }

    private void addChores(
            Threads threads,
            Registration registration,
            Leases leases,
            RetryPolicy retries,
            QueueChores queueChores,
            StageKit kit) {
        Worker mayorRow = registration.register("mayor", List.of("admit"));
        Mayor mayor = new Mayor(
                database,
                clock,
                mayorRow.id(),
                new Mayor.Stores(
                        stores.queue(),
                        stores.issues(),
                        stores.transitions(),
                        stores.dependencies(),
                        WaitingIssues.postgres(stores.issues()),
                        stores.workflows(),
                        IntakePace.postgres(options.intake().rate())));
        OutboxDelivery delivery =
                new OutboxDelivery(database, stores.outbox(), mayorRow.id(), host.forge(), host.redact(), clock);
        LostWork lost = new LostWork(
                database,
                clock,
                stores,
                retries,
                new LostRuns(stores.ledger(), stores.runs(), kit.executors(kit.local()), clock),
                registration);
        threads.add("mayor", () -> mayor.run() > 0, wakeUp, queueChores::longest);
        queueChores.addTo(threads);
        threads.add("projection", () -> delivery.deliverDue(50).delivered() > 0, wakeUp, queueChores::longest);
        hostChores.addTo(threads, stores, doors, intake(), queueChores::longest);
        addLeftWorkspaces(threads);
        LeftIntents left = new LeftIntents(
                database,
                Intents.postgres(),
                kit.sideEffects(host.forge()),
                clock,
                options.workers().lease());
        threads.add(
                "left-intents",
                () -> left.run() > 0,
                WakeUp.inProcess(),
                options.workers().lease());
        threads.add("lease-sweeper", lost::step, WakeUp.inProcess(), SECOND);
        MemoryChores.add(
                threads,
                database,
                clock,
                stores,
                host.redact(),
                options.people().notifying());
        threads.add(
                "heartbeat",
                () -> {
                    leases.beat();
                    registration.seen();
                    DatabaseClock.adjust(clock);
                    return false;
                },
                WakeUp.inProcess(),
                options.workers().heartbeat());
    }

    /** The stores as they are wired here, for a host that takes part in more than running stages. */
    public Dispatcher.Stores stores() {
        return stores;
    }

    /** What a restored store has to learn from the code host before anything is dispatched; nothing on any other. */
    public List<Reconciliation.Finding> reconcileAfterRestore() {
        return new Reconciliation(
                        database,
                        clock,
                        Map.of(host.forge().name(), host.forge()),
                        new Reconciliation.Stores(
                                stores.repositories(),
                                stores.issues(),
                                stores.transitions(),
                                stores.workflows(),
                                Intents.postgres(),
                                audit,
                                intake()))
                .runIfDue();
    }

    /** How issues get from one workflow into another; needs no running colony. */
    public WorkflowMigration workflowMigration() {
        return WorkflowMigration.postgres(database, stores.workflows(), stores.queue(), audit, clock, listeners);
    }

    /** What people may do, on this store and code host; needs no running colony. */
    public OperatorActions operatorActions() {
        return doors.operatorActions();
    }

    /** What issues allow people to do as they are now; needs no running colony. */
    public PossibleActions possibleActions() {
        return doors.possibleActions();
    }

    /** What people may do about ceilings; needs no running colony. */
    public BudgetActions budgetActions() {
        return doors.budgetActions();
    }

    /** What a person may do about breakers; needs no running colony. */
    public BreakerReset breakerReset() {
        return doors.breakerReset();
    }

    /** The kill switch; needs no running colony. */
    public DispatchSwitch dispatchSwitch() {
        return new DispatchSwitch(database, clock, stores.queue(), audit);
    }

    /** What a person may do about a repository whose protection has changed; needs no running colony. */
    public ProtectionAcceptance protectionAcceptance() {
        return doors.protectionAcceptance();
    }

    /** Where it is decided what facts of the code host mean; needs no running colony. */
    public HostEvents hostEvents() {
        return doors.hostEvents();
    }

    /** Where webhooks come in; what it stores is processed by running colonies. */
    public WebhookEntrance webhookEntrance() {
        return hostChores.entrance(options.webhooks());
    }

    /** The way in for issues, also for a process that does no work itself. */
    public Intake intake() {
        return new Intake(
                database,
                clock,
                Map.of(host.forge().name(), host.forge()),
                new Intake.Stores(stores.repositories(), stores.issues(), stores.transitions(), stores.workflows()),
                workflow);
    }

    private StageKit kit(Completion completion) {
        List<Function<StageContext, StageExecutor>> others = new ArrayList<>();
        plugins.all().forEach(plugin -> others.add(context -> new PluginStage(context, plugin)));
        stages.of(stores, completion).forEach(stage -> others.add(context -> stage));
        return new StageKit(
                new StageKit.Parts(database, clock, options, host, stores, this::holdsTask),
                new IssueRegistration(
                        clock,
                        new IssueRegistration.Stores(stores.issues(), stores.transitions(), stores.workflows()),
                        workflow),
                others);
    }

    private boolean holdsTask(long taskId, long epoch) {
        return stores.queue()
                        .heartbeat(
                                taskId,
                                epoch,
                                clock.instant().plus(options.workers().lease()))
                == TaskQueue.Heartbeat.EXTENDED;
    }
}
