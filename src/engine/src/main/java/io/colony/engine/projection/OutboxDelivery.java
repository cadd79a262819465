package io.colony.engine.projection;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.projection.Outbox.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages from the outbox to the code host. A message stays locked while it is under way, so that several programs
 * can deliver from one store and an issue's messages keep their order; a crash in between delivers it once more, which
 * its marker makes harmless.
 *
 * <p>Safe for use by many threads, each of which holds one connection of the pool while it delivers.
 */
public final class OutboxDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final int ERROR_LIMIT = 2_000;

    private final Database database;
    private final Outbox outbox;
    private final Forge forge;
    private final OutgoingText text;
    private final UnaryOperator<String> redactor;
    private final InstantSource clock;

    /**
     * @param redactor takes secrets out of all text that leaves
     */
    public OutboxDelivery(
            Database database, Outbox outbox, Forge forge, UnaryOperator<String> redactor, InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
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
        return database.inTransaction(transaction -> {
            Optional<Message> message = outbox.claimDue(transaction, clock.instant());
            return message.map(claimed -> {
                Optional<String> error = deliver(claimed);
                error.ifPresentOrElse(
                        why -> outbox.failed(transaction, claimed.id(), why, nextAt(claimed)),
                        () -> outbox.delivered(transaction, claimed.id(), clock.instant()));
                return error.isEmpty();
            });
        });
    }

    /** Empty when it went through, else why not. */
    private Optional<String> deliver(Message message) {
        try {
            tell(message.issue(), text.clean(message.projection()));
            return Optional.empty();
        } catch (RuntimeException failure) {
            // Whatever it is, it must hold up this issue's messages only: the next pass goes on with the others.
            LOG.warn("Message {} for {} could not be delivered", message.id(), message.issue(), failure);
            String why = redactor.apply(String.valueOf(failure.getMessage()));
            return Optional.of(why.substring(0, Math.min(why.length(), ERROR_LIMIT)));
        }
    }

    private void tell(IssueKey issue, Projection projection) {
        switch (projection) {
            case Projection.Label label -> forge.setStateLabel(issue, label.prefix(), label.label());
            case Projection.Comment comment -> {
                long number = comment.pullRequest().orElse(issue.number());
                forge.putComment(new IssueKey(issue.repository(), number), comment.marker(), comment.body());
            }
            case Projection.Status status ->
                forge.setStatus(
                        issue.repository(),
                        new CommitStatus(status.sha(), status.context(), status.state(), status.description()));
        }
    }

    /** 5 s, 10 s, 20 s and so on, at most an hour. */
    private Instant nextAt(Message message) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(message.attempts(), MOST_DOUBLINGS));
        return clock.instant().plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
}
