package io.colony.engine;

import io.colony.engine.database.Database;
import io.colony.engine.process.Machine;
import io.colony.engine.queue.Worker;
import io.colony.engine.queue.Workers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** This process's workers as the store knows them. Used by the thread that builds, then by the heartbeat's. */
final class Registration {
    private final Database database;
    private final InstantSource clock;
    private final ColonyOptions options;
    private final Workers workers = Workers.postgres();
    private final String machine = Machine.name();
    private final List<Worker> registered = new ArrayList<>();

    Registration(Database database, InstantSource clock, ColonyOptions options) {
        this.database = database;
        this.clock = clock;
        this.options = options;
    }

    Worker register(String role, List<String> lanes) {
        return register(role, lanes, List.of());
    }

    Worker register(String role, List<String> lanes, List<String> agents) {
        return register(role, machine, lanes, agents);
    }

    /**
     * One whose work outlives this process: it belongs to no machine, so that nobody gives it up for this one's end. It takes
     * the place of the one that an earlier process of the same name has left; what that one claimed stays claimed.
     */
    Worker registerHosted(String role, List<String> lanes, List<String> agents) {
        String host = "hosted by " + options.name();
        database.useTransaction(transaction -> workers.running(transaction).stream()
                .filter(left -> left.host().equals(host))
                .forEach(left -> workers.stopped(transaction, left.id(), clock.instant())));
        return register(role, host, lanes, agents);
    }

    private Worker register(String role, String host, List<String> lanes, List<String> agents) {
        long pid = ProcessHandle.current().pid();
        Workers.NewWorker row = new Workers.NewWorker(
                options.name() + "/" + role, host, pid, lanes, clock.instant(), agents, Machine.processStart(pid));
        Worker worker = database.inTransaction(transaction -> workers.register(transaction, row));
        registered.add(worker);
        return worker;
    }

    void seen() {
        database.inReservedTransaction(transaction -> {
            registered.forEach(worker -> workers.seen(transaction, worker.id(), clock.instant()));
            return registered.size();
        });
    }

    void signOff() {
        database.useTransaction(transaction ->
                registered.forEach(worker -> workers.stopped(transaction, worker.id(), clock.instant())));
    }

    String machine() {
        return machine;
    }
}
