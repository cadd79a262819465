package io.colony.engine.recovery;

import io.colony.engine.database.Database;
import io.colony.engine.log.Log;
import io.colony.engine.process.Machine;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.Worker;
import io.colony.engine.queue.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Finds workers of this very machine whose process is gone, and ends their leases at once, so that a program that is
 * started again after a crash need not wait for them. Workers of other machines are left to their leases: nobody can see
 * from here whether they live.
 */
public final class DeadWorkers {
    private static final Logger LOG = Log.of(DeadWorkers.class);

    /**
     * How far a process's stated start may lie behind its worker's row and still be the same process, where the system
     * does not mark it. The start is by this machine's clock and the row by the database's, which may be minutes apart.
     */
    private static final Duration START_TOLERANCE = Duration.ofMinutes(15);

    private final Database database;
    private final TaskQueue queue;
    private final Workers workers;
    private final String machine;
    private final InstantSource clock;

    /**
     * @param machine names this machine and its process namespace, as this process's own workers are registered
     */
    public DeadWorkers(Database database, TaskQueue queue, Workers workers, String machine, InstantSource clock) {
        this.database = database;
        this.queue = queue;
        this.workers = workers;
        this.machine = machine;
        this.clock = clock;
    }

    /** Ends the leases of dead workers; how many workers those were. The lease sweeper does the rest. */
    public int sweep() {
        List<Worker> dead = database.inTransaction(workers::running).stream()
                .filter(worker -> worker.host().equals(machine) && !lives(worker))
                .toList();
        dead.forEach(this::end);
        return dead.size();
    }

    private void end(Worker worker) {
        LOG.warn("{} (process {}) is gone without having signed off; its leases end now.", worker.name(), worker.pid());
        database.useTransaction(transaction -> {
            Instant now = clock.instant();
            queue.expire(transaction, worker.id(), now);
            workers.stopped(transaction, worker.id(), now);
        });
    }

    private static boolean lives(Worker worker) {
        Optional<ProcessHandle> process = ProcessHandle.of(worker.pid()).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        Optional<String> start = Machine.processStart(worker.pid());
        if (worker.processStart().isPresent() && start.isPresent()) {
            return start.equals(worker.processStart());
        }
        // A process that began after the worker's row was written only happens to have its number.
        return process.get()
                .info()
                .startInstant()
                .map(began -> !began.isAfter(worker.startedAt().plus(START_TOLERANCE)))
                .orElse(true);
    }
}
