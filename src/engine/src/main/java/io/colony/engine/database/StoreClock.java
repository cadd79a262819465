package io.colony.engine.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The store's time, told by this machine's clock and the distance between the two. Leases, delays and days are compared
 * across processes, so they must all be told by one clock: with each process's own, a machine whose clock is a minute
 * ahead would take every other machine's tasks away.
 *
 * <p>{@link #instant} asks nobody. The distance is measured by {@link #synchronise}, which the host repeats. Safe for use by
 * many threads.
 */
public final class StoreClock implements InstantSource {
    private final Database database;
    private final InstantSource local;
    private final AtomicReference<Duration> distance = new AtomicReference<>(Duration.ZERO);

    private StoreClock(Database database, InstantSource local) {
        this.database = database;
        this.local = local;
    }

    /**
     * A clock that is right at once.
     *
     * @param local this machine's
     */
    public static StoreClock of(Database database, InstantSource local) {
        StoreClock clock = new StoreClock(database, local);
        clock.synchronise();
        return clock;
    }

    /**
     * Measures the distance anew; its error is at most half the time that the question took.
     *
     * @return how far the store is ahead of this machine
     */
    public Duration synchronise() {
        Duration measured = database.inTransaction(transaction -> {
            Instant asked = local.instant();
            Instant told = transaction
                    .handle()
                    .createQuery("select clock_timestamp()")
                    .map((row, context) -> row.getObject(1, OffsetDateTime.class).toInstant())
                    .one();
            Instant answered = local.instant();
            return Duration.between(asked.plus(Duration.between(asked, answered).dividedBy(2)), told);
        });
        distance.set(measured);
        return measured;
    }

    @Override
    public Instant instant() {
        return local.instant().plus(distance.get());
    }
}
