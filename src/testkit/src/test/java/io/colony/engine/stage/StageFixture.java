package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.backup.Reconciliation;
import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.Repository;
import io.colony.engine.forge.local.LocalForge;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.intake.HostEvents;
import io.colony.engine.intake.Intake;
import io.colony.engine.intake.IntakeRate;
import io.colony.engine.intake.Mayor;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdits;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.plugin.ExecutorPlugin;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.projection.OutboxDelivery;
import io.colony.engine.queue.ClaimedRuns;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.queue.Workers;
import io.colony.engine.recovery.BreakerSettings;
import io.colony.engine.recovery.Breakers;
import io.colony.engine.recovery.LeaseSweeper;
import io.colony.engine.recovery.RetryPolicy;
import io.colony.engine.recovery.RetrySettings;
import io.colony.engine.recovery.StartGate;
import io.colony.engine.retrospective.RetrospectiveChore;
import io.colony.engine.retrospective.Retrospectives;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflows;
import io.colony.testkit.GitFixture;
import io.colony.testkit.SettableClock;
import io.colony.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole Colony on real Postgres, real git and real processes, whose workers a test steps by hand: the test decides what
 * happens in which order. Repository {@code acme/shop} has one gate, which is red wherever a file holds the word
 * {@code broken}.
 */
public final class StageFixture implements AutoCloseable {
    public static final String SLUG = "acme/shop";
    static final Duration LEASE = Duration.ofSeconds(30);
    static final String CONFIG = "schema_version: 1\ngates:\n  - name: check\n    command: sh check.sh\n";
    /** Red for a change to any text file that says so; what is in .git and in the script itself does not count. */
    static final String CHECK = "! grep -l broken *.txt\n";

    private final TestDatabase test;
    private final WakeUp wakeUp = WakeUp.inProcess();
    private final Function<Hands, Map<String, StageExecutor>> kit;
    private final Map<String, StageExecutor> executors;
    final Hands hands;
    private final Function<IntakeRate, Mayor> mayors;
    private final OutboxDelivery delivery;
    private final LeaseSweeper sweeper;
    final Intake intake;
    private final GitFixture host;
    private final Optional<Outside> outside;

    public final SettableClock clock;
    public final Database database;
    public final Dispatcher.Stores stores;
    public final Mayor mayor;
    final Breakers breakers = Breakers.postgres(BreakerSettings.defaults(), new Random(2));
    final ScriptedBackend agent = new ScriptedBackend();
    final LocalForge local;
    final HookedForge forge;
    final Completion completion;
    final Dispatcher dispatcher;
    final Leases leases;
    final StageWorker worker;
    final Path work;

    public StageFixture(Path work) {
        this(work, Ceilings.DEFAULT);
    }

    public StageFixture(Path work, Ceilings ceilings) {
        this(work, ceilings, TestDatabase.create());
    }

    /** On a store of the test's choice, which is closed with the fixture. */
    public StageFixture(Path work, Ceilings ceilings, TestDatabase store) {
        this(work, new Setup(ceilings, Workflows.colonyDefaultYaml(), List.of()), store, Optional.empty());
    }

    /** What a fixture can be told to do otherwise. */
    public record Setup(Ceilings ceilings, String workflow, List<ExecutorPlugin> plugins) {}

    public StageFixture(Path work, Setup setup) {
        this(work, setup, TestDatabase.create(), Optional.empty());
    }

    /**
     * A code host that lives elsewhere, where the repository is there already.
     *
     * @param reading what git fetches with
     * @param repository the bare repository itself
     */
    public record Outside(SettableClock clock, Forge forge, RemoteAccess reading, Path repository) {}

    public StageFixture(Path work, Outside outside) {
        this(
                work,
                new Setup(Ceilings.DEFAULT, Workflows.colonyDefaultYaml(), List.of()),
                TestDatabase.create(),
                Optional.of(outside));
    }

    private StageFixture(Path work, Setup setup, TestDatabase store, Optional<Outside> outside) {
        this.work = work;
        this.outside = outside;
        test = store;
        database = store.database();
        clock = outside.map(Outside::clock).orElseGet(SettableClock::new);
        local = LocalForge.create(database, work.resolve("forge"), new LocalCommandRunner(), clock);
        forge = new HookedForge(outside.map(Outside::forge).orElse(local));
        StageWiring wiring = new StageWiring(
                work,
                database,
                clock,
                setup,
                forge.forge(),
                outside.map(Outside::reading).orElse(RemoteAccess.NONE));
        stores = wiring.stores(wakeUp);
        Workflow workflow =
                database.inTransaction(transaction -> stores.workflows().store(transaction, setup.workflow(), "test"));
        kit = hands -> wiring.executors(stores, workflow, hands);
        hands = wiring.hands(agent);
        executors = kit.apply(hands);
        RetryPolicy retries = new RetryPolicy(RetrySettings.defaults(), new Random(1));
        leases = new Leases(stores.queue(), clock, LEASE);
        dispatcher = new Dispatcher(
                database, clock, LEASE, executors, stores, new StartGate(breakers, Optional.of(ScriptedBackend.NAME)));
        completion = new Completion(
                database,
                clock,
                stores,
                new Completion.Recovery(retries, breakers),
                new Settlement(stores.ledger(), PriceTable.builtIn()));
        worker = newWorker("worker-1");
        mayors = rate -> wiring.mayor(stores, register("mayor"), rate);
        mayor = mayors.apply(IntakeRate.UNLIMITED);
        delivery = new OutboxDelivery(
                database, stores.outbox(), register("projection"), forge.forge(), UnaryOperator.identity(), clock);
        sweeper = sweeper(retries);
        intake = new Intake(
                database,
                clock,
                forges(),
                new Intake.Stores(stores.repositories(), stores.issues(), stores.transitions(), stores.workflows()),
                workflow);
        host = imported();
    }

    private LeaseSweeper sweeper(RetryPolicy retries) {
        return new LeaseSweeper(
                database,
                new LeaseSweeper.Stores(stores.queue(), ClaimedRuns.postgres(), stores.issues(), stores.transitions()),
                retries,
                new LostRuns(stores.ledger(), stores.runs(), executors, clock),
                clock);
    }

    /** The code hosts that can be asked, by name. */
    public Map<String, Forge> forges() {
        return Map.of(forge.forge().name(), forge.forge());
    }

    private GitFixture imported() {
        if (outside.isPresent()) {
            intake.register("acme", forge.forge().name(), SLUG);
            return GitFixture.open(outside.get().repository());
        }
        if (local.findRepository(SLUG).isPresent()) {
            return GitFixture.open(work.resolve("forge/" + SLUG + ".git"));
        }
        try (GitFixture source = GitFixture.create(work.resolve("source.git"))) {
            source.commit(
                    "main",
                    "start",
                    Map.of(".colony/config.yaml", CONFIG, "check.sh", CHECK, "list.txt", "one\ntwo\nthree\n"));
            local.importRepository(SLUG, source.directory());
        }
        intake.register("acme", local.name(), SLUG);
        return GitFixture.open(work.resolve("forge/" + SLUG + ".git"));
    }

    /** What a start does first on a store that was restored. */
    List<Reconciliation.Finding> reconcile() {
        return new Reconciliation(
                        database,
                        clock,
                        forges(),
                        new Reconciliation.Stores(
                                stores.repositories(),
                                stores.issues(),
                                stores.transitions(),
                                stores.workflows(),
                                Intents.postgres(),
                                AuditLog.postgres(database),
                                intake))
                .runIfDue();
    }

    long register(String name) {
        return database.<Long>inTransaction(transaction -> Workers.postgres()
                .register(transaction, new Workers.NewWorker(name, "host", 1, List.of("develop"), clock.instant()))
                .id());
    }

    StageExecutor executor(String name) {
        return Optional.ofNullable(executors.get(name)).orElseThrow();
    }

    /** One more Mayor, who keeps to a rate. */
    public Mayor mayorAt(IntakeRate rate) {
        return mayors.apply(rate);
    }

    /** One more worker, which shares this process's leases. */
    StageWorker newWorker(String name) {
        return new StageWorker(
                new StageWorker.Identity(register(name), name), dispatcher, completion, executors, leases);
    }

    /** One that works by other hands. */
    StageWorker newWorker(String name, Hands hands) {
        return new StageWorker(
                new StageWorker.Identity(register(name), name), dispatcher, completion, kit.apply(hands), leases);
    }

    /** The code host's repository itself, for what other people do there. */
    public GitFixture host() {
        return host;
    }

    public Repository repository() {
        return database.inTransaction(transaction -> stores.repositories().find(transaction, SLUG))
                .orElseThrow();
    }

    /** Files an issue on the code host and lets it in; it waits for the Mayor. */
    public Issue file(String title, String body) {
        return file(title, body, "ann");
    }

    public Issue file(String title, String body, String author) {
        IssueKey key =
                forge.forge().createIssue(SLUG, title, body, author, List.of()).key();
        return intake.admit(key, Actor.operator("olga"));
    }

    /** Files an issue and lets the Mayor admit it. */
    public Issue admitted(String title) {
        Issue issue = file(title, "Please do: " + title);
        mayor.run();
        return now(issue);
    }

    /** An issue whose work has got as far as this state. */
    Issue reached(String state) {
        Issue issue = admitted("Add a greeting");
        for (int step = 0; step < 20 && !state(issue).equals(state); step++) {
            assertThat(worker.step()).as("a task for %s", now(issue)).isTrue();
        }
        assertThat(state(issue)).isEqualTo(state);
        return now(issue);
    }

    /** Works until nothing is due, waiting out every delay shorter than a minute. */
    void workOn() {
        for (int step = 0; step < 60; step++) {
            if (!worker.step() && mayor.run() == 0) {
                Optional<Duration> wait = nextDue();
                if (wait.isEmpty()) {
                    return;
                }
                clock.advance(wait.get());
            }
        }
        throw new AssertionError("no end after 60 steps: " + list("select state from issues"));
    }

    private Optional<Duration> nextDue() {
        return database
                .inTransaction(transaction -> transaction
                        .handle()
                        .createQuery("select greatest(run_after, held_until) from tasks where state = 'queued'")
                        .mapTo(java.time.Instant.class)
                        .list())
                .stream()
                .map(due -> Duration.between(clock.instant(), due).plusMillis(1))
                .filter(wait -> wait.isPositive() && wait.compareTo(Duration.ofMinutes(1)) < 0)
                .min(Duration::compareTo);
    }

    /** The worker's process is gone: its lease ends and somebody takes its task back. */
    void loseWorker(Runnable step) {
        try {
            step.run();
            throw new AssertionError("nobody was killed");
        } catch (HookedForge.Killed expected) {
            clock.advance(LEASE.plusSeconds(1));
            assertThat(sweeper.sweep()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(10));
        }
    }

    int sweep() {
        return sweeper.sweep();
    }

    /** Looks back on what has ended; how many retrospectives that made. */
    int lookBack() {
        return new RetrospectiveChore(database, clock, Retrospectives.postgres(), UnaryOperator.identity()).run();
    }

    int deliver() {
        return delivery.deliverDue(100).delivered();
    }

    public Issue now(Issue issue) {
        return database.inTransaction(transaction -> stores.issues().get(transaction, issue.id()));
    }

    public String state(Issue issue) {
        return now(issue).state().slug();
    }

    /** Every state that the issue entered, in order. */
    public List<String> path(Issue issue) {
        return list("select to_state from state_transitions where issue_id = ? order by version", issue.id());
    }

    /** Why the issue went where it is. */
    public String reason(Issue issue) {
        return list("select reason from state_transitions where issue_id = ? order by version", issue.id())
                .getLast();
    }

    /** An operator's or the code host's event. */
    public Issue event(Issue issue, String event) {
        TransitionResult result = database.inTransaction(transaction -> stores.transitions()
                .apply(
                        transaction,
                        TransitionRequest.event(
                                stores.issues().lock(transaction, issue.id()),
                                event,
                                Actor.operator("olga"),
                                "a test said so")));
        assertThat(result).isInstanceOf(TransitionResult.Applied.class);
        return now(issue);
    }

    /** A person approves the change as it stands. */
    void approve(Issue issue) {
        database.useTransaction(transaction -> stores.judgements()
                .addApproval(transaction, issue.id(), now(issue).headSha().orElseThrow(), "olga", clock.instant()));
        event(issue, Outcomes.APPROVE);
    }

    public List<String> list(String sql, Object... arguments) {
        return database.inTransaction(transaction -> {
            var query = transaction.handle().createQuery(sql);
            for (int index = 0; index < arguments.length; index++) {
                query.bind(index, arguments[index]);
            }
            return query.map((row, context) -> String.valueOf(row.getString(1))).list();
        });
    }

    public String one(String sql, Object... arguments) {
        List<String> rows = list(sql, arguments);
        assertThat(rows).as(sql).hasSize(1);
        return rows.getFirst();
    }

    public void execute(String sql, @Nullable Object... arguments) {
        database.useTransaction(transaction -> transaction.handle().execute(sql, arguments));
    }

    String branchTip(Issue issue) {
        return host.tip(now(issue).branch().orElseThrow()).orElseThrow();
    }

    Forge.PullRequest pullRequest(Issue issue) {
        return forge.forge().pullRequest(SLUG, now(issue).pullRequest().orElseThrow());
    }

    /** No connection to the store can be had, and those that there are end. */
    void storeGoesAway() {
        test.allowConnections(false);
    }

    void storeIsBack() {
        test.allowConnections(true);
    }

    /** Where the code host's facts come in. */
    public HostEvents hostEvents() {
        return new HostEvents(
                database,
                clock,
                forges(),
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

    /** Puts an issue into a state behind the engine's back, with the task that the state has. */
    public void moveTo(Issue issue, String state) {
        execute(
                "update tasks set state = 'cancelled', closed_at = now(), lease_until = null where issue_id = ?"
                        + " and state in ('queued', 'claimed')",
                issue.id());
        execute(
                "update issues set state = ?, version = version + 1, resume_state = 'analyzing' where id = ?",
                state,
                issue.id());
        Issue moved = now(issue);
        database.useTransaction(transaction -> stores.workflows()
                .get(transaction, moved.workflowId(), moved.workflowVersion())
                .state(moved.state())
                .executor()
                .ifPresent(executor -> stores.queue()
                        .enqueue(
                                transaction,
                                new TaskQueue.NewTask(
                                        moved.tenantId(),
                                        moved.repositoryId(),
                                        moved.id(),
                                        executor,
                                        0,
                                        clock.instant(),
                                        clock.instant()))));
    }

    /** Who moved the issue last. */
    public String actor(Issue issue) {
        return list(
                        "select actor_kind || ':' || actor_name from state_transitions where issue_id = ? order by version",
                        issue.id())
                .getLast();
    }

    /** An issue whose Builder wrote one file and that has got as far as this state. */
    public Issue reachedByWork(String state, String file) {
        agent.next("develop", agent -> {
            agent.write(file, "hello\n");
            return ScriptedBackend.completed(agent.submission(file));
        });
        return reached(state);
    }

    /** A person merges the pull request on the code host. */
    public void mergeByHand(Issue issue) {
        Forge.PullRequest open = pullRequest(issue);
        assertThat(local.merge(SLUG, open.number(), open.headSha(), "by hand"))
                .isInstanceOf(Forge.MergeOutcome.Merged.class);
    }

    public String main() {
        return host.tip("main").orElseThrow();
    }

    @Override
    public void close() {
        host.close();
        test.close();
    }
}
