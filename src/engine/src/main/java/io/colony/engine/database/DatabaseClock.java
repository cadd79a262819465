package io.colony.engine.database;

import io.colony.engine.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * The database server's time, for everything that processes on several machines decide together: leases, due times, what
 * came first. This machine's own clock takes no part in it: between two questions to the server the time since the last
 * answer is counted by the machine's monotonic counter, so that setting the clock changes nothing.
 *
 * <p>Never goes back, except where the server's own clock was set back by more than {@link #LARGEST_CORRECTION}. Safe for
 * use by many threads.
 */
public final class DatabaseClock implements InstantSource {
    /** The server's clock was set, or another server took over: follow it at once. */
    static final Duration LARGEST_CORRECTION = Duration.ofSeconds(2);

    private static final Logger LOG = Log.of(DatabaseClock.class);
    private static final int QUESTIONS = 3;

    private final ServerTime server;
    private final LongSupplier nanos;
    private final AtomicReference<Reading> reading;
    private final AtomicReference<Instant> latest;

    /** Asks the server for its time, a few times in a row on one connection that is open already. */
    @FunctionalInterface
    interface ServerTime {
        List<Reading> ask(LongSupplier nanos);
    }

    /**
     * What the server said.
     *
     * @param nanos where the counter stood half-way between the question and the answer
     * @param uncertainty how far apart those two were
     */
    record Reading(Instant time, long nanos, long uncertainty) {
        Instant at(long now) {
            return time.plusNanos(now - nanos);
        }
    }

    DatabaseClock(ServerTime server, LongSupplier nanos) {
        this.server = server;
        this.nanos = nanos;
        Reading first = best();
        this.reading = new AtomicReference<>(first);
        this.latest = new AtomicReference<>(first.time());
    }

    /** A clock that shows what the server of this database shows, to half a round trip. */
    public static DatabaseClock of(Database database) {
        return new DatabaseClock(nanos -> ask(database, nanos), System::nanoTime);
    }

    private static List<Reading> ask(Database database, LongSupplier nanos) {
        return database.inReservedTransaction(transaction ->
                Stream.generate(() -> once(transaction, nanos)).limit(QUESTIONS).toList());
    }

    private static Reading once(Transaction transaction, LongSupplier nanos) {
        long before = nanos.getAsLong();
        Instant said = transaction
                .handle()
                .createQuery("select clock_timestamp()")
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant();
        long after = nanos.getAsLong();
        return new Reading(said, before + (after - before) / 2, after - before);
    }

    /** {@link #adjust()} where it is such a clock; a clock that a test sets stays as it is. */
    public static void adjust(InstantSource clock) {
        if (clock instanceof DatabaseClock shared) {
            shared.adjust();
        }
    }

    /**
     * Asks the server again; to be called every few seconds, since no two counters run alike.
     *
     * @throws DatabaseException when it does not answer; the clock goes on with what it knows
     */
    public void adjust() {
        Reading fresh = best();
        long now = nanos.getAsLong();
        Duration off = Duration.between(reading.get().at(now), fresh.at(now));
        reading.set(fresh);
        if (off.abs().compareTo(LARGEST_CORRECTION) > 0) {
            LOG.warn("The database server's clock moved by {} against this process; it is followed.", off);
            latest.set(fresh.at(now));
        }
    }

    @Override
    public Instant instant() {
        Instant now = reading.get().at(nanos.getAsLong());
        return latest.updateAndGet(before -> before.isAfter(now) ? before : now);
    }

    /** Of a few answers the one that came soonest, which leaves the least doubt about when it was given. */
    private Reading best() {
        return Collections.min(server.ask(nanos), Comparator.comparingLong(Reading::uncertainty));
    }
}
