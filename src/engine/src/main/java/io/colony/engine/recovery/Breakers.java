package io.colony.engine.recovery;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.queue.Task;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Breakers: what counts failures and, when there are too many, holds up what would only fail again. Every method takes
 * part in the given transaction. Safe for use by many threads and processes: a change locks the breaker's row, last of
 * all locks (issue, task, ledger, breaker).
 */
public interface Breakers {
    /**
     * Breakers in Postgres.
     *
     * @param random for the pauses' jitter
     */
    static Breakers postgres(BreakerSettings settings, RandomGenerator random) {
        return new PostgresBreakers(settings, random);
    }

    /** The content failures in a row of an issue's stage; none once it had opened and somebody let the issue go on. */
    int contentFailures(Transaction transaction, BreakerKey issueStage);

    /** Counts one more of them; whether it opens, the retry policy has decided. */
    void contentFailed(Transaction transaction, BreakerKey issueStage, boolean opens, String reason, Instant now);

    /**
     * Counts a failure in a repository's window.
     *
     * @param task whose attempt failed, under the epoch of its claim: an open breaker's probe opens it anew
     * @return whether it is open now
     */
    boolean failed(Transaction transaction, BreakerKey repository, Task task, String reason, Instant now);

    /**
     * A provider's refusal, as a run reports it.
     *
     * @param stated when the provider says that it can be asked again
     * @param worked whether the run had worked before: then its tools could have written the refusal, and a stated time is
     *     believed for as long as a pause without one may be
     * @param reason in words for people
     */
    record Refusal(Optional<Instant> stated, boolean worked, String reason) {}

    /**
     * Opens a back end's breaker: its provider refuses.
     *
     * @return when a probe is let through
     */
    Instant refused(Transaction transaction, BreakerKey backEnd, Refusal refusal, Instant now);

    /** The same for a run that was refused at once. */
    default Instant refused(
            Transaction transaction, BreakerKey backEnd, Optional<Instant> stated, String reason, Instant now) {
        return refused(transaction, backEnd, new Refusal(stated, false, reason), now);
    }

    /** The stage did its work: the row of content failures is over. */
    default void stageSucceeded(Transaction transaction, BreakerKey issueStage) {
        stageSucceeded(transaction, issueStage, ask(transaction, issueStage).first());
    }

    /**
     * The same.
     *
     * @param known the breaker as this transaction has read it, with the issue locked
     */
    void stageSucceeded(Transaction transaction, BreakerKey issueStage, Optional<Breaker> known);

    /**
     * What a repository's or back end's breaker stands before has worked: closes it, if the task is its probe. What was
     * started before it opened proves nothing, such as a run that a provider's limit does not end.
     *
     * @return whether that closed it
     */
    boolean succeeded(Transaction transaction, BreakerKey key, Task task);

    /** The task is nobody's probe any more. Which breakers that was the probe of. */
    List<BreakerKey> endProbe(Transaction transaction, Task task);

    /** All open breakers of repositories and back ends, without waiting. Takes no lock. */
    Answer<Breaker> askOpen(Transaction transaction);

    /** A breaker, open or not, without waiting; empty where it has counted nothing yet. Takes no lock. */
    Answer<Breaker> ask(Transaction transaction, BreakerKey key);

    /**
     * Those of the given ones that are open. Their rows are locked, so that whoever closes one waits, and finds what the
     * caller has held for it.
     */
    List<Breaker> open(Transaction transaction, Collection<BreakerKey> keys);

    /**
     * Lets one task through an open breaker that is due for a probe. {@code false} when it is not due any more, or
     * another task was let through meanwhile and still runs.
     *
     * @param task as it is before its claim, in this same transaction
     */
    boolean probe(Transaction transaction, BreakerKey key, Task task, Instant now);

    /** All that have counted anything, open ones first. */
    List<Breaker> list(Transaction transaction);

    /** Closes a breaker by hand and forgets what it counted. What it was; empty where there is none of that name. */
    Optional<Breaker> reset(Transaction transaction, BreakerKey key);

    /** Notes which back end a repository's runs use. */
    void noteBackEnd(Transaction transaction, long repositoryId, String backEnd, Instant now);

    /** What {@link #noteBackEnd} noted last. */
    default Optional<String> backEnd(Transaction transaction, long repositoryId) {
        return askBackEnd(transaction, repositoryId).first();
    }

    /** The same without waiting. */
    Answer<String> askBackEnd(Transaction transaction, long repositoryId);
}
