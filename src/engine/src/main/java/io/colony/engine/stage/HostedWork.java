package io.colony.engine.stage;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.process.StopSignal;
import io.colony.engine.queue.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Work for a host that has executors of its own, such as a build server: it asks what is due, brings each task to a place,
 * claims it there, and runs it by that place's {@link Hands}. Nothing is claimed, and no lease runs, while a task waits for
 * its place. Safe for use by many threads.
 */
public final class HostedWork {
    private final Identity identity;
    private final Database database;
    private final Dispatcher dispatcher;
    private final Dispatcher.Stores stores;
    private final Workers workers;
    private final Set<StageWorker> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean detached;

    /** Makes a worker for one place. */
    @FunctionalInterface
    public interface Workers {
        StageWorker at(String place, Hands hands);
    }

    /**
     * A task that is due.
     *
     * @param stage its executor, such as {@code develop}
     * @param epoch it is the same offer as long as this stays
     */
    public record OfferedTask(long taskId, IssueKey issue, String title, String stage, int attempt, long epoch) {}

    /** What came of a claim. */
    public sealed interface Claim {
        /** The task is this place's, and its lease runs. */
        record Claimed(ClaimedTask task) implements Claim {}

        /** It is not to be had, or may not start now. */
        record NotNow(String why) implements Claim {}
    }

    /**
     * How a run ended.
     *
     * @param outcome as the workflow names it, or {@code parked}, {@code failed}, {@code revoked}
     * @param summary one sentence or two for people
     * @param ok whether it came to a result
     */
    public record Ending(String outcome, String summary, boolean ok) {}

    /** As the store knows whoever claims for this host. */
    public record Identity(long workerId, String name) {}

    public HostedWork(
            Database database, Dispatcher dispatcher, Dispatcher.Stores stores, Identity identity, Workers workers) {
        this.database = database;
        this.dispatcher = dispatcher;
        this.stores = stores;
        this.identity = identity;
        this.workers = workers;
    }

    /** What is due now, in the queue's order; at most so many. */
    public List<OfferedTask> due(int most) {
        List<Task> tasks = dispatcher.due(most);
        return tasks.isEmpty()
                ? List.of()
                : database.inTransaction(transaction ->
                        tasks.stream().map(task -> offered(transaction, task)).toList());
    }

    private OfferedTask offered(Transaction transaction, Task task) {
        return new OfferedTask(
                task.id(),
                stores.issues().get(transaction, task.issueId()).key(),
                stores.issues().snapshot(transaction, task.issueId()).title(),
                task.executor(),
                task.attempt(),
                task.epoch());
    }

    /**
     * Claims one task.
     *
     * @param place who works on it, for people, such as the name of a build server's agent
     */
    public Claim claim(long taskId, String place) {
        return dispatcher
                .claim(taskId, identity.workerId(), identity.name() + "/" + place)
                .<Claim>map(Claim.Claimed::new)
                .orElseGet(() -> new Claim.NotNow(whyNot(taskId)));
    }

    private String whyNot(long taskId) {
        return database.inTransaction(transaction -> stores.queue().waitsFor(transaction, taskId))
                .map(what -> "Task " + taskId + " may not start now. It waits for: " + what)
                .orElseGet(() -> "Task " + taskId
                        + " is not to be had: somebody else has it, or it has ended. Its issue's page says which.");
    }

    /**
     * Runs a claimed task in the calling thread until its result is stored.
     *
     * @param place the name that it was claimed with
     * @param stop ends it early; the task goes back into the queue
     * @return empty where this was {@link #detach detached} before the result was stored: the run is taken up again by
     *     whoever {@link #resume resumes} it
     */
    public Optional<Ending> run(ClaimedTask claim, String place, Hands hands, StopSignal stop) {
        StageWorker worker = workers.at(identity.name() + "/" + place, hands);
        busy.add(worker);
        try {
            if (detached) {
                return Optional.empty();
            }
            return worker.work(claim, stop).map(HostedWork::ending);
        } finally {
            busy.remove(worker);
        }
    }

    /** The store goes away for this process. Nothing that runs is ended; no result is stored any more. */
    public void detach() {
        detached = true;
        busy.forEach(StageWorker::stop);
    }

    /**
     * Takes up a claim of an earlier process of this host.
     *
     * @return empty where its lease ended or its task was taken away: whatever still runs for it must be ended
     */
    public Optional<ClaimedTask> resume(long taskId, long epoch) {
        return dispatcher.takeUp(taskId, epoch);
    }

    private static Ending ending(StageOutcome outcome) {
        return switch (outcome) {
            case StageOutcome.Advanced advanced -> new Ending(advanced.outcome(), advanced.reason(), true);
            case StageOutcome.Parked parked -> new Ending("parked", "It waits for " + parked.waitsFor() + ".", true);
            case StageOutcome.Failed failed -> new Ending("failed", failed.reason(), false);
            case StageOutcome.Revoked revoked -> new Ending("revoked", revoked.reason(), false);
        };
    }
}
