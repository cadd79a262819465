package io.colony.engine.projection;

import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.log.Log;
import io.colony.engine.projection.Outbox.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;

/**
 * Takes messages from the outbox to the code host. A message is claimed under a lease while it is under way, so that
 * several programs can deliver from one store and an issue's messages keep their order; a crash in between delivers it
 * once more as soon as the worker is known to be gone, which its marker makes harmless. What the host refuses for good is given up after some tries, and those after
 * it go on.
 *
 * <p>Safe for use by many threads; none holds a connection of the pool while it asks the code host.
 */
public final class OutboxDelivery {
    private static final Logger LOG = Log.of(OutboxDelivery.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final int ERROR_LIMIT = 2_000;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LONGEST_STATED_WAIT = Duration.ofHours(24);

    /** Before each further try of what the code host refuses for good; then it is given up. */
    private static final List<Duration> PERMANENT_WAITS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

    private final Database database;
    private final Outbox outbox;
    private final long workerId;
    private final Forge forge;
    private final OutgoingText text;
    private final UnaryOperator<String> redactor;
    private final InstantSource clock;
    private final AtomicReference<Instant> pausedUntil = new AtomicReference<>(Instant.MIN);

    /**
     * @param workerId the worker that messages are claimed for
     * @param redactor takes secrets out of all text that leaves
     */
    public OutboxDelivery(
            Database database,
            Outbox outbox,
            long workerId,
            Forge forge,
            UnaryOperator<String> redactor,
            InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.workerId = workerId;
        this.forge = forge;
        this.text = new OutgoingText(redactor);
        this.redactor = redactor;
        this.clock = clock;
    }

    /**
     * Delivers what is due, and returns.
     *
     * @param limit at most so many messages
     * @return how many were delivered and how many failed; both 0 when nothing is due
     */
    public Pass deliverDue(int limit) {
        int delivered = 0;
        int failed = 0;
        while (delivered + failed < limit) {
            Optional<Boolean> outcome = deliverNext();
            if (outcome.isEmpty()) {
                break;
            }
            if (outcome.get()) {
                delivered++;
            } else {
                failed++;
            }
        }
        return new Pass(delivered, failed);
    }

    /** What a pass did. */
    public record Pass(int delivered, int failed) {}

    private Optional<Boolean> deliverNext() {
        Instant now = clock.instant();
        if (now.isBefore(pausedUntil.get())) {
            return Optional.empty();
        }
        // No connection is held while the code host is asked: it may take its time.
        Optional<Message> claimed =
                database.inTransaction(transaction -> outbox.claimDue(transaction, workerId, now, now.plus(LEASE)));
        return claimed.map(message -> deliver(message, now));
    }

    private boolean deliver(Message message, Instant now) {
        if (message.overtaken()) {
            record(
                    message,
                    database.<Boolean>inTransaction(
                            transaction -> outbox.overtaken(transaction, message, clock.instant())));
            return true;
        }
        try {
            tell(message.issue(), text.clean(message.projection()));
        } catch (ForgeException failure) {
            failed(
                    message,
                    failure,
                    failure.worthRetrying() ? verdict(message, failure, now) : permanent(message, now));
            return false;
        } catch (RuntimeException | VirtualMachineError failure) {
            // Whatever it is, it must hold up this issue's messages only: the next pass goes on with the others.
            failed(message, failure, Optional.of(now.plus(backoff(message))));
            return false;
        }
        record(
                message,
                database.<Boolean>inTransaction(
                        transaction -> outbox.delivered(transaction, message, clock.instant())));
        return true;
    }

    /** When it is tried again; a host that asks to be left alone is left alone with all messages. */
    private Optional<Instant> verdict(Message message, ForgeException failure, Instant now) {
        Optional<Instant> asked = failure.retryAfter()
                .map(wait -> now.plus(wait.compareTo(LONGEST_STATED_WAIT) < 0 ? wait : LONGEST_STATED_WAIT));
        asked.ifPresent(until -> {
            LOG.warn("The code host asks for a pause until {}: {}", until, failure.getMessage());
            pausedUntil.accumulateAndGet(until, (one, other) -> one.isAfter(other) ? one : other);
        });
        Instant own = now.plus(backoff(message));
        return Optional.of(asked.filter(until -> until.isAfter(own)).orElse(own));
    }

    /** Some tries are left even so: a credential may be renewed, a permission given. Empty when there are none. */
    private static Optional<Instant> permanent(Message message, Instant now) {
        return message.attempts() < PERMANENT_WAITS.size()
                ? Optional.of(now.plus(PERMANENT_WAITS.get(message.attempts())))
                : Optional.empty();
    }

    private void failed(Message message, Throwable failure, Optional<Instant> nextAt) {
        LOG.warn(
                "Message {} for {} could not be delivered; {}",
                message.id(),
                message.issue(),
                nextAt.map(at -> "tried again at " + at).orElse("given up"),
                failure);
        String why =
                redactor.apply(failure instanceof Error ? failure.toString() : String.valueOf(failure.getMessage()));
        String error = Json.storable(why.substring(0, Math.min(why.length(), ERROR_LIMIT)));
        record(
                message,
                database.<Boolean>inTransaction(
                        transaction -> nextAt.map(at -> outbox.failed(transaction, message, error, at))
                                .orElseGet(() -> outbox.givenUp(transaction, message, error, clock.instant()))));
    }

    private static void record(Message message, boolean ours) {
        if (!ours) {
            LOG.warn("Message {} took longer than its lease; whoever claimed it next delivers it.", message.id());
        }
    }

    private void tell(IssueKey issue, Projection projection) {
        switch (projection) {
            case Projection.Label label -> forge.setStateLabel(issue, label.prefix(), label.label());
            case Projection.Comment comment -> {
                long number = comment.pullRequest().orElse(issue.number());
                forge.putComment(new IssueKey(issue.repository(), number), comment.marker(), comment.body());
            }
            case Projection.PullRequestClosed closed -> forge.closePullRequest(issue.repository(), closed.number());
            case Projection.IssueClosed closed -> forge.closeIssue(issue);
            case Projection.PullRequestText about ->
                forge.describePullRequest(issue.repository(), about.number(), about.title(), about.body());
            case Projection.Status status ->
                forge.setStatus(
                        issue.repository(),
                        new CommitStatus(status.sha(), status.context(), status.state(), status.description()));
        }
    }

    /** 5 s, 10 s, 20 s and so on, at most an hour. */
    private static Duration backoff(Message message) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(message.attempts(), MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
