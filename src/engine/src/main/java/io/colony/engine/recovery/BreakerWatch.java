package io.colony.engine.recovery;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.log.Log;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.recovery.Attempt.End;
import java.time.Instant;
import org.slf4j.Logger;

/**
 * Tells the breakers of repositories and back ends how attempts end, and wakes the tasks that they held. Takes part in
 * the transaction that completes the attempt, after the ledger's part of it. Safe for use by many threads.
 */
public final class BreakerWatch {
    private static final Logger LOG = Log.of(BreakerWatch.class);

    private final Breakers breakers;
    private final TaskQueue queue;

    public BreakerWatch(Breakers breakers, TaskQueue queue) {
        this.breakers = breakers;
        this.queue = queue;
    }

    /** Asks which breakers are open, without a lock and without waiting for the answer. */
    public Answer<Breaker> look(Transaction transaction) {
        return breakers.askOpen(transaction);
    }

    /**
     * An attempt has ended.
     *
     * @param open what {@link #look} asked in this same transaction. An attempt is a probe from its claim on, so that a
     *     breaker that opened since concerns it only in that its failure counts
     */
    public void ended(Transaction transaction, Attempt attempt, End end, Answer<Breaker> open, Instant now) {
        attempt.backEnd()
                .ifPresent(backEnd ->
                        breakers.noteBackEnd(transaction, attempt.task().repositoryId(), backEnd, now));
        switch (end) {
            case End.Succeeded succeeded -> {
                if (!open.rows().isEmpty()) {
                    succeeded(transaction, attempt);
                }
            }
            case End.Failed failed -> failed(transaction, attempt, failed, now);
            // Its epoch has passed, so that it is no probe any more: the next one may go at once.
            case End.Inconclusive inconclusive -> wake(transaction, attempt);
        }
    }

    private void succeeded(Transaction transaction, Attempt attempt) {
        close(transaction, repository(attempt), attempt);
        attempt.backEnd().ifPresent(backEnd -> close(transaction, BreakerKey.backEnd(backEnd), attempt));
        wake(transaction, attempt);
    }

    private void failed(Transaction transaction, Attempt attempt, End.Failed failed, Instant now) {
        switch (failed.failureClass()) {
            case PROVIDER -> refused(transaction, attempt, failed, now);
            case CONTENT -> {
                // The provider has answered, whatever the answer is worth.
                attempt.backEnd().ifPresent(backEnd -> close(transaction, BreakerKey.backEnd(backEnd), attempt));
                count(transaction, attempt, failed, now);
            }
            case TRANSIENT, STALLED, PERMANENT -> count(transaction, attempt, failed, now);
            case BUDGET -> {}
        }
        wake(transaction, attempt);
    }

    private void refused(Transaction transaction, Attempt attempt, End.Failed failed, Instant now) {
        attempt.backEnd().map(BreakerKey::backEnd).ifPresent(backEnd -> {
            Instant until = breakers.refused(
                    transaction,
                    backEnd,
                    new Breakers.Refusal(failed.notBefore(), attempt.worked(), failed.reason()),
                    now);
            LOG.warn("{} is paused until {}: {}", backEnd, until, failed.reason());
        });
    }

    private void count(Transaction transaction, Attempt attempt, End.Failed failed, Instant now) {
        BreakerKey key = repository(attempt);
        String reason = attempt.task().executor() + " of " + attempt.issue() + ": " + failed.reason();
        if (breakers.failed(transaction, key, attempt.task(), reason, now)) {
            LOG.warn(
                    "The breaker of {} is open, so that none of its tasks is begun for now: {} 'colony breakers' says until"
                            + " when; 'colony breakers reset repository {} --reason TEXT' ends it.",
                    key,
                    reason,
                    attempt.issue().repository());
        }
    }

    private void close(Transaction transaction, BreakerKey key, Attempt attempt) {
        if (breakers.succeeded(transaction, key, attempt.task())) {
            LOG.info("The breaker of {} is closed again.", key);
            queue.resumeHeld(transaction, key.holdPrefix());
        }
    }

    /** Whoever waits for a probe's end need not wait for the end of their interval. */
    private void wake(Transaction transaction, Attempt attempt) {
        breakers.endProbe(transaction, attempt.task()).forEach(key -> queue.resumeHeld(transaction, key.holdPrefix()));
    }

    private static BreakerKey repository(Attempt attempt) {
        return BreakerKey.repository(attempt.issue().repository());
    }
}
