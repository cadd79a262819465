package io.colony.engine;

import io.colony.engine.adhoc.AdHocRuns;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.queue.Worker;
import io.colony.engine.recovery.Breakers;
import io.colony.engine.stage.Completion;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.stage.HostedWork;
import io.colony.engine.stage.Leases;
import io.colony.engine.stage.Settlement;
import io.colony.engine.stage.StageWorker;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes what a host runs by executors of its own. */
record Hosting(
        Database database,
        InstantSource clock,
        ColonyOptions options,
        Dispatcher.Stores stores,
        UnaryOperator<String> redact) {

    /** What runs are made of; the leases are those of what goes on when this process ends. */
    record Runs(
            StageKit kit,
            Dispatcher dispatcher,
            Completion completion,
            Settlement settlement,
            Breakers breakers,
            AuditLog audit,
            Leases leases) {}

    /** Stages of issues, and agents that are asked outside of any. */
    record Hosted(HostedWork work, AdHocRuns adHoc) {
        void detach() {
            work.detach();
            adHoc.detach();
        }
    }

    Hosted of(Runs runs, Registration registration, Threads threads) {
        Set<String> lanes = runs.kit().executors(runs.kit().local()).keySet();
        Worker row = registration.registerHosted(
                "builds", List.copyOf(lanes), options.work().agents().offered());
        threads.add(
                "hosted-leases",
                () -> {
                    runs.leases().beat();
                    return false;
                },
                WakeUp.inProcess(),
                options.workers().heartbeat());
        return new Hosted(work(runs, row), adHoc(runs, row));
    }

    private HostedWork work(Runs runs, Worker row) {
        return new HostedWork(
                database,
                runs.dispatcher(),
                stores,
                new HostedWork.Identity(row.id(), options.name()),
                (place, hands) -> new StageWorker(
                        new StageWorker.Identity(row.id(), place),
                        runs.dispatcher(),
                        runs.completion(),
                        runs.kit().executors(hands),
                        runs.leases()));
    }

    private AdHocRuns adHoc(Runs runs, Worker row) {
        return new AdHocRuns(
                new AdHocRuns.Parts(
                        database,
                        clock,
                        stores.repositories(),
                        stores.runs(),
                        stores.ledger(),
                        runs.breakers(),
                        runs.audit(),
                        runs.settlement()),
                new AdHocRuns.Host(
                        row.id(),
                        options.work().agents(),
                        redact,
                        runs.leases(),
                        options.workers().lease()));
    }
}
