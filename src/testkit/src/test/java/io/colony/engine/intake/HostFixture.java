package io.colony.engine.intake;

import io.colony.engine.command.BudgetActions;
import io.colony.engine.command.CommandLog;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.command.SlashCommands;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.github.GitHubSignals;
import io.colony.engine.intake.webhook.Deliveries;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.intake.webhook.WebhookProcessor;
import io.colony.engine.intake.webhook.WebhookSettings;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdits;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Budgets;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.projection.Outbox;
import io.colony.engine.projection.OutboxDelivery;
import io.colony.engine.projection.ProjectionListener;
import io.colony.engine.projection.ProjectionSettings;
import io.colony.engine.queue.HeldTasks;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.secret.Secret;
import io.colony.engine.stage.JudgementStore;
import io.colony.engine.stage.RunStore;
import io.colony.engine.status.StatusQueries;
import io.colony.testkit.StoreFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Everything that hears of a {@link ScriptedHost}, on a real store; {@code olga} may write, {@code mallory} may not. */
public final class HostFixture implements AutoCloseable {
    public static final Secret SECRET = Secret.of("It's a Secret to Everybody");
    public static final Secret OLD_SECRET = Secret.of("It was a Secret to Everybody");
    public static final String HEAD = "1111111111111111111111111111111111111111";
    public static final String BASE = "2222222222222222222222222222222222222222";

    public final StoreFixture store = new StoreFixture();
    public final ScriptedHost host = new ScriptedHost();
    public final Outbox outbox = Outbox.postgres(UnaryOperator.identity());
    public final Deliveries deliveries = Deliveries.postgres(store.database);
    private final Map<String, Forge> forges = Map.of("github", host);
    public final SlashCommands commands;
    public final Intake intake;
    public final HostNews news;
    public final WebhookProcessor processor;
    public final ReconcilePoll poll;
    private final OutboxDelivery delivery =
            new OutboxDelivery(store.database, outbox, store.workerId, host, UnaryOperator.identity(), store.clock);

    public HostFixture() {
        store.execute("update repositories set forge = 'github', host_id = '4711'");
        host.people.put("olga", Forge.Permission.WRITE);
        host.people.put("rita", Forge.Permission.WRITE);
        store.listeners.add(new ProjectionListener(
                outbox,
                (transaction, issue) -> store.workflows.get(transaction, issue.workflowId(), issue.workflowVersion()),
                ProjectionSettings.DEFAULT,
                store.clock));
        commands = commands();
        intake = intake();
        news = new HostNews(
                store.database,
                store.clock,
                forges,
                new HostNews.Parts(
                        Repositories.postgres(),
                        store.workflows,
                        store.issues,
                        outbox,
                        HeldTasks.postgres(store.wakeUp),
                        events(),
                        intake,
                        commands),
                IntakeSettings.DEFAULT);
        processor = processor();
        poll = new ReconcilePoll(
                store.database,
                store.clock,
                new ReconcilePoll.Parts(forges, Repositories.postgres(), deliveries, UnaryOperator.identity()),
                news,
                IntakeSettings.DEFAULT);
    }

    private SlashCommands commands() {
        OperatorActions.Stores stores = new OperatorActions.Stores(
                Repositories.postgres(),
                store.issues,
                store.transitions,
                RunStore.postgres(),
                JudgementStore.postgres(),
                CommandLog.postgres(store.audit),
                store.workflows,
                Dependencies.postgres(store.clock),
                outbox);
        Ledger ledger = Ledger.postgres(Ceilings.DEFAULT);
        return new SlashCommands(
                store.database,
                store.clock,
                new SlashCommands.Doors(
                        new OperatorActions(store.database, store.clock, forges, stores),
                        new BudgetActions(
                                store.database,
                                store.clock,
                                forges,
                                new BudgetActions.Stores(
                                        Repositories.postgres(),
                                        store.issues,
                                        store.transitions,
                                        Budgets.postgres(ledger, Ceilings.DEFAULT, store.audit),
                                        CommandLog.postgres(store.audit))),
                        StatusQueries.postgres(store.database, store.clock),
                        outbox,
                        stores),
                "colony");
    }

    private HostEvents events() {
        return new HostEvents(
                store.database,
                store.clock,
                forges,
                new HostEvents.Stores(
                        Repositories.postgres(),
                        store.workflows,
                        store.issues,
                        store.transitions,
                        IssueEdits.postgres(),
                        store.queue,
                        Intents.postgres(),
                        outbox));
    }

    private Intake intake() {
        return new Intake(
                store.database,
                store.clock,
                forges,
                new Intake.Stores(Repositories.postgres(), store.issues, store.transitions, store.workflows),
                store.workflow);
    }

    /** One more, as another program has it. */
    public WebhookProcessor processor() {
        return new WebhookProcessor(store.database, deliveries, news, UnaryOperator.identity(), store.clock);
    }

    public WebhookEntrance entrance() {
        return entrance(List.of(SECRET, OLD_SECRET), 100_000);
    }

    public WebhookEntrance entrance(List<Secret> secrets, int limit) {
        return new WebhookEntrance(
                GitHubSignals.FORGE,
                new GitHubSignals(),
                new WebhookSettings(secrets, limit),
                deliveries,
                store.wakeUp,
                store.clock);
    }

    /** Processes until nothing is due; how many. */
    public int work() {
        int done = 0;
        while (processor.step()) {
            done++;
        }
        return done;
    }

    /** Tells the code host all that waits. */
    public void deliver() {
        delivery.deliverDue(1000);
    }

    /** An issue that was let in by its label, in a state, with a branch, a head and pull request 77. */
    public Issue in(String state) {
        Forge.ForgeIssue filed = host.file(1, "ann", "colony");
        host.labellers.put(filed.key() + " colony", "olga");
        news.told(
                "github",
                new io.colony.engine.forge.HostSignal.IssueChanged(
                        filed.key(),
                        io.colony.engine.forge.HostSignal.IssueChanged.Change.LABELED,
                        "olga",
                        Optional.of("colony")));
        Issue issue = find(filed.key());
        store.database.useTransaction(transaction -> {
            store.issues.recordHead(transaction, issue.id(), "colony/1-abc", HEAD, BASE);
            store.issues.recordPullRequest(transaction, issue.id(), 77);
        });
        host.pullRequest(77, "colony/1-abc", HEAD, "main", Forge.PullRequest.State.OPEN);
        host.tips.put("colony/1-abc", HEAD);
        moveTo(issue, state);
        return find(filed.key());
    }

    /** Puts an issue into a state behind the engine's back, with the task that the state has. */
    public void moveTo(Issue issue, String state) {
        store.execute(
                "update tasks set state = 'cancelled', closed_at = now(), lease_until = null where issue_id = ?"
                        + " and state in ('queued', 'claimed')",
                issue.id());
        store.execute("update issues set state = ?, resume_state = 'analyzing' where id = ?", state, issue.id());
        Issue moved = store.issue(issue.id());
        store.workflow
                .state(moved.state())
                .executor()
                .ifPresent(executor -> store.database.useTransaction(transaction -> store.queue.enqueue(
                        transaction,
                        new TaskQueue.NewTask(
                                moved.tenantId(),
                                moved.repositoryId(),
                                moved.id(),
                                executor,
                                0,
                                store.clock.instant(),
                                store.clock.instant()))));
    }

    public Issue find(IssueKey key) {
        return store.database
                .inTransaction(transaction -> store.issues.find(transaction, key))
                .orElseThrow();
    }

    public boolean known(long number) {
        return store.database
                .inTransaction(
                        transaction -> store.issues.find(transaction, new IssueKey(StoreFixture.REPOSITORY, number)))
                .isPresent();
    }

    public String state(Issue issue) {
        return store.issue(issue.id()).state().slug();
    }

    public long count(String sql, Object... arguments) {
        return store.query(Long.class, sql, arguments);
    }

    @Override
    public void close() {
        store.close();
    }
}
