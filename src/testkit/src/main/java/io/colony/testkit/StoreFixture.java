package io.colony.testkit;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.NewIssue;
import io.colony.engine.issue.RefusedTransitions;
import io.colony.engine.issue.TransitionListener;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.queue.Workers;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflows;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An empty store with a tenant {@code acme}, a repository {@code acme/shop}, the workflow {@code colony-default} and a
 * worker, and the engine's stores on top of it. What a listener in {@link #listeners} throws undoes a transition.
 */
public final class StoreFixture implements AutoCloseable {
    public static final String REPOSITORY = "acme/shop";

    private final TestDatabase test = TestDatabase.create();
    private final AtomicLong numbers = new AtomicLong();

    public final SettableClock clock = new SettableClock();
    public final Database database = test.database();
    public final WakeUp wakeUp = WakeUp.inProcess();
    public final TaskQueue queue = TaskQueue.postgres(database, wakeUp);
    public final AuditLog audit = AuditLog.postgres(database);
    public final WorkflowCatalog workflows = WorkflowCatalog.postgres(clock);
    public final IssueStore issues = IssueStore.postgres(workflows, queue, audit, clock);
    public final RefusedTransitions refused = new RefusedTransitions();
    public final List<TransitionListener> listeners = new CopyOnWriteArrayList<>();
    public final IssueTransitions transitions = IssueTransitions.postgres(
            workflows,
            queue,
            audit,
            clock,
            refused,
            List.of((transaction, issue, from, request) ->
                    listeners.forEach(listener -> listener.onTransition(transaction, issue, from, request))));
    public final Workflow workflow = Workflows.colonyDefault();
    public final long tenantId;
    public final long repositoryId;
    public final long workerId;

    public StoreFixture() {
        tenantId = database.<Long>inTransaction(transaction ->
                insert(transaction, "insert into tenants (slug, created_at) values ('acme', now()) returning id"));
        repositoryId =
                database.<Long>inTransaction(transaction -> insert(transaction, """
                insert into repositories (tenant_id, forge, slug, default_branch, clone_url, created_at)
                values (%d, 'local', '%s', 'main', 'none', now()) returning id
                """.formatted(tenantId, REPOSITORY)));
        database.useTransaction(
                transaction -> workflows.store(transaction, Workflows.colonyDefaultYaml(), "colony-default.yaml"));
        workerId = newWorker();
    }

    /** Registers one more worker. */
    public long newWorker() {
        return database.<Long>inTransaction(transaction -> Workers.postgres()
                .register(transaction, new Workers.NewWorker("worker", "host", 1, List.of("develop"), clock.instant()))
                .id());
    }

    /** A new issue in the workflow's initial state. */
    public Issue newIssue() {
        return newIssue(0);
    }

    public Issue newIssue(int priority) {
        NewIssue issue = new NewIssue(
                tenantId,
                repositoryId,
                new IssueKey(REPOSITORY, numbers.incrementAndGet()),
                "A title",
                "ann",
                workflow.id(),
                workflow.version(),
                priority,
                "main",
                clock.instant());
        return database.<Issue>inTransaction(transaction -> issues.create(transaction, issue));
    }

    public Issue issue(long id) {
        return database.<Issue>inTransaction(transaction -> issues.get(transaction, id));
    }

    /** The one value that a query answers. */
    public <T> T query(Class<T> type, String sql, Object... arguments) {
        return database.inTransaction(transaction -> {
            var query = transaction.handle().createQuery(sql);
            for (int index = 0; index < arguments.length; index++) {
                query.bind(index, arguments[index]);
            }
            return query.mapTo(type).one();
        });
    }

    /** Changes rows behind the engine's back. */
    public int execute(String sql, @Nullable Object... arguments) {
        return database.<Integer>inTransaction(
                transaction -> transaction.handle().execute(sql, arguments));
    }

    private static long insert(Transaction transaction, String sql) {
        return transaction.handle().createQuery(sql).mapTo(Long.class).one();
    }

    @Override
    public void close() {
        test.close();
    }
}
