package io.colony.engine.recovery;

import io.colony.engine.database.Database;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.log.Log;
import io.colony.engine.queue.ClaimedRuns;
import io.colony.engine.queue.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;

/**
 * Ends runs that nobody will end: a person closed their task, which revokes the lease, and their worker died before it had
 * heard of it and booked the cost. Without this their reservations would stay open for ever. Safe for use by many threads and
 * processes.
 */
public final class AbandonedRuns {
    private static final Logger LOG = Log.of(AbandonedRuns.class);

    /** A worker of another machine that was not seen for so long is not coming back to book what it did. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private static final int BATCH = 50;

    private final Database database;
    private final ClaimedRuns runs;
    private final IssueStore issues;
    private final LostRunListener listener;
    private final InstantSource clock;

    public AbandonedRuns(
            Database database, ClaimedRuns runs, IssueStore issues, LostRunListener listener, InstantSource clock) {
        this.database = database;
        this.runs = runs;
        this.issues = issues;
        this.listener = listener;
        this.clock = clock;
    }

    /** Ends those that there are, each in a transaction of its own; how many those were. */
    public int sweep() {
        List<Task> abandoned = database.inTransaction(
                transaction -> runs.abandoned(transaction, clock.instant().minus(SILENCE), BATCH));
        abandoned.forEach(this::end);
        return abandoned.size();
    }

    private void end(Task task) {
        database.useTransaction(transaction -> {
            Instant now = clock.instant();
            // In the order of whoever completes a run: the issue first.
            issues.lock(transaction, task.issueId());
            runs.markLost(transaction, task.id(), task.epoch(), now).ifPresent(run -> {
                LOG.warn("Run {} of task {} was abandoned by its worker; it ends as lost.", run, task.id());
                listener.onLostRun(transaction, task, run);
            });
        });
    }
}
