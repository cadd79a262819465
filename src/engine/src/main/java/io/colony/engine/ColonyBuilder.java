package io.colony.engine;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.command.CommandLog;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.database.Database;
import io.colony.engine.database.StoreClock;
import io.colony.engine.evidence.ClonedEvidenceVerifier;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.SideEffects;
import io.colony.engine.gate.DefaultPolicyGates;
import io.colony.engine.gate.SupervisedGateRunner;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.intake.Intake;
import io.colony.engine.intake.Mayor;
import io.colony.engine.intake.WaitingIssues;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.RefusedTransitions;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.projection.Outbox;
import io.colony.engine.projection.OutboxDelivery;
import io.colony.engine.projection.ProjectionListener;
import io.colony.engine.prompt.PromptBuilder;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.queue.Worker;
import io.colony.engine.queue.Workers;
import io.colony.engine.recovery.DeadWorkers;
import io.colony.engine.recovery.LeaseSweeper;
import io.colony.engine.recovery.RetryPolicy;
import io.colony.engine.recovery.RetrySettings;
import io.colony.engine.stage.AnalyzeStage;
import io.colony.engine.stage.CodeHost;
import io.colony.engine.stage.Completion;
import io.colony.engine.stage.DevelopStage;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.stage.Leases;
import io.colony.engine.stage.LostRuns;
import io.colony.engine.stage.MergeStage;
import io.colony.engine.stage.ReviewStage;
import io.colony.engine.stage.RunStore;
import io.colony.engine.stage.Settlement;
import io.colony.engine.stage.StageContext;
import io.colony.engine.stage.StageExecutor;
import io.colony.engine.stage.StageWorker;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workspace.LocalWorkspaces;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Wires a {@link Colony}: the one place that knows which implementation stands behind which port. */
public final class ColonyBuilder {
    /** The net under the wake-up, for what falls due and what another process made. */
    private static final Duration POLL = Duration.ofMillis(500);

    /** The same while nothing happens: the work of another process is found this late at most. */
    private static final Duration IDLE_POLL = Duration.ofSeconds(2);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Duration CLOCK_CHECK = Duration.ofSeconds(10);

    private final Database database;
    private final InstantSource clock;
    private final ColonyOptions options;
    private final Host host;
    private final WakeUp wakeUp = WakeUp.inProcess();
    private final Dispatcher.Stores stores;
    private final AuditLog audit;
    private final Workflow workflow;
    private final Settlement settlement;
    private final Stages stages;

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

    /** Makes the executors of a colony from what the engine has wired: for hosts that bring their own. */
    @FunctionalInterface
    public interface Stages {
        List<StageExecutor> of(Dispatcher.Stores stores, Completion completion);
    }

    /** With the built-in stages. */
    public ColonyBuilder(Database database, InstantSource clock, ColonyOptions options, Host host) {
        this(database, clock, options, host, (stores, completion) -> List.of());
    }

    /** @param stages executors that are used beside the built-in ones, and instead of those whose name they have */
    public ColonyBuilder(
            Database database, InstantSource clock, ColonyOptions options, Host host, Stages stages) {
        this.stages = stages;
        this.database = database;
        this.clock = clock;
        this.options = options;
        this.host = host;
        this.audit = AuditLog.postgres(database);
        WorkflowCatalog workflows = WorkflowCatalog.postgres(clock);
        this.workflow = database.inTransaction(transaction -> workflows.store(
                transaction, options.workflow().text(), options.workflow().source()));
        this.stores = stores(workflows);
        this.settlement = new Settlement(stores.ledger(), PriceTable.builtIn());
    }

    private Dispatcher.Stores stores(WorkflowCatalog workflows) {
        TaskQueue queue = TaskQueue.postgres(database, wakeUp);
        Outbox outbox = Outbox.postgres(host.redact());
        ProjectionListener projection = new ProjectionListener(
                outbox,
                (transaction, issue) -> workflows.get(transaction, issue.workflowId(), issue.workflowVersion()),
                options.projection(),
                clock);
        return new Dispatcher.Stores(
                queue,
                workflows,
                IssueStore.postgres(workflows, queue, audit, clock),
                IssueTransitions.postgres(
                        workflows, queue, audit, clock, new RefusedTransitions(), List.of(projection)),
                Dependencies.postgres(clock),
                Repositories.postgres(),
                RunStore.postgres(),
                Ledger.postgres(options.ceilings()),
                outbox);
    }

    /** Registers this process's workers in the store and wires its threads; nothing runs before {@link Colony#start}. */
    public Colony build() {
        RetryPolicy retries = new RetryPolicy(RetrySettings.defaults(), new SecureRandom());
        Completion completion = new Completion(database, clock, stores, retries, settlement);
        Map<String, StageExecutor> executors = executors(completion);
        Leases leases = new Leases(stores.queue(), clock, options.lease());
        Dispatcher dispatcher = new Dispatcher(database, clock, options.lease(), executors, stores);
        Registration registration = new Registration(database, clock, options);
        Threads threads = new Threads();
        List<StageWorker> workers = new ArrayList<>();
        for (int number = 1; number <= options.workers(); number++) {
            Worker row = registration.register("worker-" + number, List.copyOf(executors.keySet()));
            StageWorker worker = new StageWorker(
                    new StageWorker.Identity(row.id(), row.name()), dispatcher, completion, executors, leases);
            workers.add(worker);
            threads.add(row.name(), worker::step, wakeUp, POLL, IDLE_POLL);
        }
        addChores(threads, registration, leases, retries, executors);
        return new Colony(intake(), workers, leases, threads, registration::signOff);
    }

    private void addChores(
            Threads threads,
            Registration registration,
            Leases leases,
            RetryPolicy retries,
            Map<String, StageExecutor> executors) {
        Worker mayorRow = registration.register("mayor", List.of("admit"));
        Mayor mayor = new Mayor(
                database,
                clock,
                mayorRow.id(),
                options.lease(),
                new Mayor.Stores(
                        stores.queue(),
                        stores.issues(),
                        stores.transitions(),
                        stores.dependencies(),
                        WaitingIssues.postgres(stores.issues())));
        OutboxDelivery delivery = new OutboxDelivery(database, stores.outbox(), host.forge(), host.redact(), clock);
        LeaseSweeper sweeper = new LeaseSweeper(
                database,
                new LeaseSweeper.Stores(
                        stores.queue(),
                        io.colony.engine.queue.RunStore.postgres(),
                        stores.issues(),
                        stores.transitions()),
                retries,
                new LostRuns(stores.ledger(), stores.runs(), executors, clock),
                clock);
        DeadWorkers deadWorkers =
                new DeadWorkers(database, stores.queue(), Workers.postgres(), registration.machine(), clock);
        threads.add("mayor", () -> mayor.run() > 0, wakeUp, POLL, IDLE_POLL);
        threads.add("projection", () -> delivery.deliverDue(50).delivered() > 0, wakeUp, SECOND);
        threads.add(
                "lease-sweeper",
                () -> {
                    deadWorkers.sweep();
                    return sweeper.sweep() > 0;
                },
                WakeUp.inProcess(),
                SECOND);
        if (clock instanceof StoreClock storeClock) {
            threads.add(
                    "clock",
                    () -> {
                        storeClock.synchronise();
                        return false;
                    },
                    WakeUp.inProcess(),
                    CLOCK_CHECK);
        }
        threads.add("audit-sealer", () -> audit.seal() > 0, WakeUp.inProcess(), SECOND);
        threads.add(
                "heartbeat",
                () -> {
                    leases.beat();
                    registration.seen();
                    return false;
                },
                WakeUp.inProcess(),
                options.heartbeat());
    }

    /** The stores as they are wired here, for a host that takes part in more than running stages. */
    public Dispatcher.Stores stores() {
        return stores;
    }

    /** What people may do, on this store and code host; needs no running colony. */
    public OperatorActions operatorActions() {
        return new OperatorActions(
                database,
                clock,
                Map.of(host.forge().name(), host.forge()),
                new OperatorActions.Stores(
                        stores.repositories(),
                        stores.issues(),
                        stores.transitions(),
                        stores.runs(),
                        CommandLog.postgres()));
    }

    /** The way in for issues, also for a process that does no work itself. */
    public Intake intake() {
        return new Intake(
                database,
                clock,
                Map.of(host.forge().name(), host.forge()),
                new Intake.Stores(stores.repositories(), stores.issues(), stores.transitions()),
                workflow);
    }

    private Map<String, StageExecutor> executors(Completion completion) {
        StageContext context = context();
        Stream<StageExecutor> builtIn = Stream.of(
                new AnalyzeStage(context),
                new DevelopStage(context),
                new ReviewStage(context),
                new MergeStage(context));
        return Stream.concat(builtIn, stages.of(stores, completion).stream())
                .collect(Collectors.toMap(StageExecutor::name, executor -> executor, (ours, theirs) -> theirs));
    }

    private StageContext context() {
        Intents intents = Intents.postgres();
        SideEffects sideEffects = new SideEffects(database, intents, host.forge(), this::holdsTask, clock);
        return new StageContext(
                database,
                clock,
                stores.issues(),
                stores.runs(),
                Map.of(host.forge().name(), new CodeHost(host.forge(), sideEffects)),
                intents,
                stores.dependencies(),
                new LocalTrustedClones(options.workDirectory(), host.git()),
                new LocalWorkspaces(options.workDirectory(), host.git(), clock),
                new SupervisedGateRunner(host.supervisor(), host.gateEnvironment(), host.redact()),
                new DefaultPolicyGates(),
                new ClonedEvidenceVerifier(),
                options.policies(),
                new PromptBuilder(new SecureRandom()),
                options.agents(),
                host.redact());
    }

    private boolean holdsTask(long taskId, long epoch) {
        return stores.queue().heartbeat(taskId, epoch, clock.instant().plus(options.lease()))
                == TaskQueue.Heartbeat.EXTENDED;
    }
}
