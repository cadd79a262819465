package io.colony.engine;

import io.colony.engine.adhoc.AdHocRuns;
import io.colony.engine.intake.Intake;
import io.colony.engine.queue.StoreWakeUp;
import io.colony.engine.stage.HostedWork;
import io.colony.engine.stage.Leases;
import io.colony.engine.stage.StageWorker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One process's part in the work on a store: its workers and its chores. Several processes on one store share the work.
 *
 * <p>Made by {@link ColonyBuilder}; started once, drained once. Safe for use by many threads.
 */
public final class Colony implements AutoCloseable {
    private final Intake intake;
    private final Work work;
    private final Threads threads;
    private final Runnable signOff;
    private final StoreWakeUp wakeUp;

    /** What is worked on here: by threads of this process, or by a host. */
    record Work(List<StageWorker> workers, Leases leases, Optional<Hosting.Hosted> hosted) {}

    Colony(Intake intake, Work work, Threads threads, Runnable signOff, StoreWakeUp wakeUp) {
        this.intake = intake;
        this.work = work;
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

    /**
     * What a host runs by executors of its own. Draining does not end it: the next process of the host takes it up.
     *
     * @throws IllegalStateException where this was built for its own workers only
     */
    public HostedWork hostedWork() {
        return hosted().work();
    }

    /**
     * Agent runs outside of any issue, for the same host.
     *
     * @throws IllegalStateException where this was built for its own workers only
     */
    public AdHocRuns adHocRuns() {
        return hosted().adHoc();
    }

    private Hosting.Hosted hosted() {
        return work.hosted()
                .orElseThrow(() -> new IllegalStateException(
                        "This colony was not built for a host: use ColonyBuilder.buildHosted()."));
    }

    /** How many tasks run by workers of this process right now. */
    public int running() {
        return work.leases().running();
    }

    /**
     * Claims nothing more, asks what runs to stop, and waits: each task goes back into the queue for whoever comes next.
     *
     * @param patience how long to wait; what has not ended by then is taken over by others when its lease ends
     */
    public void drain(Duration patience) {
        work.workers().forEach(StageWorker::stop);
        work.leases().stopAll("this process is shutting down");
        work.hosted().ifPresent(Hosting.Hosted::detach);
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
