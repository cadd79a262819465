package io.colony.bench.store;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.forge.Repositories;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.RefusedTransitions;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.Usd;
import io.colony.engine.projection.Outbox;
import io.colony.engine.projection.ProjectionListener;
import io.colony.engine.projection.ProjectionSettings;
import io.colony.engine.queue.StoreWakeUp;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.stage.JudgementStore;
import io.colony.engine.stage.RunStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** The engine's ports on one database, wired as the program wires them. */
public final class EngineStore implements AutoCloseable {
    /** As it comes, with a ceiling for a repository's day that no load reaches. */
    public static final Ceilings CEILINGS = new Ceilings(
            Ceilings.DEFAULT.run(),
            Ceilings.DEFAULT.issue(),
            Usd.of("100000"),
            Ceilings.DEFAULT.tenantMonth(),
            Ceilings.DEFAULT.warnPercent());

    public static final Duration LEASE = Duration.ofSeconds(60);

    private final Database database;
    private final InstantSource clock = InstantSource.system();
    private final StoreWakeUp wakeUp;
    private final Dispatcher.Stores stores;

    private EngineStore(Database database) {
        this.database = database;
        this.wakeUp = StoreWakeUp.of(database);
        TaskQueue queue = TaskQueue.postgres(database, wakeUp);
        AuditLog audit = AuditLog.postgres(database);
        WorkflowCatalog workflows = WorkflowCatalog.postgres(clock);
        Outbox outbox = Outbox.postgres(UnaryOperator.identity());
        ProjectionListener projection = new ProjectionListener(
                outbox,
                (transaction, issue) -> workflows.get(transaction, issue.workflowId(), issue.workflowVersion()),
                new ProjectionSettings("colony:", true),
                clock);
        stores = new Dispatcher.Stores(
                queue,
                workflows,
                IssueStore.postgres(workflows, queue, audit, clock),
                IssueTransitions.postgres(
                        workflows, queue, audit, clock, new RefusedTransitions(), List.of(projection)),
                Dependencies.postgres(clock),
                Repositories.postgres(),
                RunStore.postgres(),
                JudgementStore.postgres(),
                Ledger.postgres(CEILINGS),
                outbox);
    }

    /** Opens the store with a pool of so many connections. */
    public static EngineStore open(Databases.Copy copy, int connections) {
        DatabaseSettings settings = copy.server().settings(copy.name());
        return new EngineStore(Database.open(new DatabaseSettings(
                settings.url(), settings.user(), settings.password(), connections, Duration.ofSeconds(30))));
    }

    public Database database() {
        return database;
    }

    public InstantSource clock() {
        return clock;
    }

    public StoreWakeUp wakeUp() {
        return wakeUp;
    }

    public Dispatcher.Stores stores() {
        return stores;
    }

    @Override
    public void close() {
        database.close();
    }
}
