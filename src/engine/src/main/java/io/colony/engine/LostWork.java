package io.colony.engine;

import io.colony.engine.adhoc.AdHocLosses;
import io.colony.engine.database.Database;
import io.colony.engine.queue.ClaimedRuns;
import io.colony.engine.queue.Workers;
import io.colony.engine.recovery.AbandonedRuns;
import io.colony.engine.recovery.DeadWorkers;
import io.colony.engine.recovery.LeaseSweeper;
import io.colony.engine.recovery.RetryPolicy;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.stage.LostRuns;
import java.time.InstantSource;

/** Everything that looks for what lost workers left: their leases, their tasks, their runs. */
final class LostWork {
    private final DeadWorkers workers;
    private final AbandonedRuns runs;
    private final LeaseSweeper leases;
    private final AdHocLosses adHoc;

    LostWork(
            Database database,
            InstantSource clock,
            Dispatcher.Stores stores,
            RetryPolicy retries,
            LostRuns listener,
            Registration registration) {
        ClaimedRuns claimed = ClaimedRuns.postgres();
        workers = new DeadWorkers(database, stores.queue(), Workers.postgres(), registration.machine(), clock);
        runs = new AbandonedRuns(database, claimed, stores.issues(), listener, clock);
        adHoc = new AdHocLosses(database, stores.runs(), listener, clock);
        leases = new LeaseSweeper(
                database,
                new LeaseSweeper.Stores(stores.queue(), claimed, stores.issues(), stores.transitions()),
                retries,
                listener,
                clock);
    }

    /** Looks once; whether a task was taken back. */
    boolean step() {
        workers.sweep();
        runs.sweep();
        adHoc.sweep();
        return leases.sweep() > 0;
    }
}
