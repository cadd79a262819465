package io.colony.engine;

import io.colony.engine.intake.Intake;
import io.colony.engine.queue.StoreWakeUp;
import io.colony.engine.stage.Leases;
import io.colony.engine.stage.StageWorker;
import java.time.Duration;
import java.util.List;

/**
 * One process's part in the work on a store: its workers and its chores. Several processes on one store share the work.
 *
 * <p>Made by {@link ColonyBuilder}; started once, drained once. Safe for use by many threads.
 */
public final class Colony implements AutoCloseable {
    private final Intake intake;
    private final List<StageWorker> workers;
    private final Leases leases;
    private final Threads threads;
    private final Runnable signOff;
    private final StoreWakeUp wakeUp;

    Colony(
            Intake intake,
            List<StageWorker> workers,
            Leases leases,
            Threads threads,
            Runnable signOff,
            StoreWakeUp wakeUp) {
        this.intake = intake;
        this.workers = List.copyOf(workers);
        this.leases = leases;
        this.threads = threads;
        this.signOff = signOff;
        this.wakeUp = wakeUp;
    }

    /** Begins to work. */
    public void start() {
        wakeUp.listen();
        threads.start();
    }

    /** The way in for issues. */
    public Intake intake() {
        return intake;
    }

    /** How many tasks run in this process right now. */
    public int running() {
        return leases.running();
    }

    /**
     * Claims nothing more, asks what runs to stop, and waits: each task goes back into the queue for whoever comes next.
     *
     * @param patience how long to wait; what has not ended by then is taken over by others when its lease ends
     */
    public void drain(Duration patience) {
        workers.forEach(StageWorker::stop);
        leases.stopAll("this process is shutting down");
        threads.stop(patience);
        wakeUp.stopListening();
        signOff.run();
    }

    /** {@link #drain} with a patience of 30 s. */
    @Override
    public void close() {
        drain(Duration.ofSeconds(30));
    }
}
