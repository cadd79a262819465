package io.colony.engine.intake.webhook;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.intake.HostDecision;
import io.colony.engine.intake.HostNews;
import io.colony.engine.intake.webhook.Deliveries.Claimed;
import io.colony.engine.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;

/**
 * Works through the webhooks in the store: each is a hint, what it means is decided on what the code host says now. One that
 * cannot be processed is tried again later and put aside in the end, with its error; an item of the poll that the code host
 * does not answer for is tried every hour for as long as that is so. Deciding the same one twice changes nothing, so a crash
 * between the decision and its record does no harm.
 *
 * <p>Several programs may work on one store. {@link #step} holds no connection while the code host is asked.
 */
public final class WebhookProcessor {
    /** How often one is tried before it is put aside, or counts as put aside although it is tried every hour. */
    public static final int TRIES = 10;

    private static final Logger LOG = Log.of(WebhookProcessor.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final int LONGEST_WORDS = 1_000;

    private final Database database;
    private final Deliveries deliveries;
    private final HostNews news;
    private final UnaryOperator<String> redact;
    private final InstantSource clock;
    private final AtomicReference<Instant> pausedUntil = new AtomicReference<>(Instant.MIN);

    /** @param redact takes secrets out of errors, which people are shown */
    public WebhookProcessor(
            Database database,
            Deliveries deliveries,
            HostNews news,
            UnaryOperator<String> redact,
            InstantSource clock) {
        this.database = database;
        this.deliveries = deliveries;
        this.news = news;
        this.redact = redact;
        this.clock = clock;
    }

    /** Processes one that is due; whether there was one. */
    public boolean step() {
        Instant now = clock.instant();
        if (now.isBefore(pausedUntil.get())) {
            return false;
        }
        Set<String> forges = news.forges();
        Optional<Claimed> claimed =
                database.inTransaction(transaction -> deliveries.claim(transaction, forges, now, now.plus(LEASE)));
        claimed.ifPresent(this::process);
        return claimed.isPresent();
    }

    private void process(Claimed claimed) {
        try {
            HostDecision decision = news.told(claimed.forge(), claimed.signal());
            record(
                    claimed,
                    transaction -> deliveries.done(transaction, claimed, shortened(decision.words()), clock.instant()));
        } catch (DatabaseException storeAway) {
            // Nothing can be written down either; the lease ends, and it is tried again.
            throw storeAway;
        } catch (ForgeException failure) {
            failure.retryAfter().ifPresent(this::pause);
            boolean refused = failure.retryAfter().isEmpty() && !failure.worthRetrying();
            // Nothing else tells of what the poll was told, and an hour is no load.
            failed(claimed, failure, claimed.polled() ? Integer.MAX_VALUE : refused ? TRIES / 2 : TRIES);
        } catch (RuntimeException | VirtualMachineError failure) {
            // Whatever it is, it must hold up this one only: also more memory or a deeper stack than there is.
            failed(claimed, failure, TRIES);
        }
    }

    /** The code host wants to be left alone: with all of them. */
    private void pause(Duration asked) {
        Instant until = clock.instant().plus(asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT);
        pausedUntil.accumulateAndGet(until, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** @param most how many tries are of use: few where the code host said no */
    private void failed(Claimed claimed, Throwable failure, int most) {
        Instant now = clock.instant();
        int tried = claimed.attempts() + 1;
        boolean aside = tried >= most;
        String error = shortened(
                redact.apply(failure instanceof Error ? failure.toString() : String.valueOf(failure.getMessage())));
        Instant next = now.plus(wait(claimed.attempts()));
        // What is tried without an end is not told without one: the Sentinel names it.
        if (tried <= TRIES || aside) {
            LOG.warn(
                    "{} {} could not be processed ({}. try), {}: {}",
                    claimed.polled() ? "The poll's item" : "Webhook",
                    claimed.id(),
                    tried,
                    aside ? "put aside" : "tried again at " + next,
                    error,
                    failure);
        }
        record(
                claimed,
                transaction -> aside
                        ? deliveries.aside(transaction, claimed, error, now)
                        : deliveries.failed(transaction, claimed, error, next));
    }

    /** Writes down how it ended. */
    private interface Ending {
        boolean record(Transaction transaction);
    }

    private void record(Claimed claimed, Ending ending) {
        if (!database.<Boolean>inTransaction(ending::record)) {
            LOG.warn(
                    "Webhook {} took longer than its lease, or was looked at anew meanwhile; whoever has it now records it.",
                    claimed.id());
        }
    }

    /** 5 s, 10 s, 20 s and so on, at most an hour. */
    private static Duration wait(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
    }
}
