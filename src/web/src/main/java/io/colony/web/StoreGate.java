package io.colony.web;

import io.colony.engine.status.StoreUnavailableException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps readers from waiting, each for a connection's whole time limit, for a store that cannot be reached: from the first
 * failure on one of them asks at a time, once a second at most, and all others are told at once. Safe for use by many
 * threads.
 */
final class StoreGate {
    private static final long SPACING = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final AtomicBoolean asking = new AtomicBoolean();

    /** Set while the store is away. */
    private volatile @Nullable Away away;

    /**
     * @param failure that was met
     * @param next when the store is asked again
     */
    private record Away(StoreUnavailableException failure, long next) {}

    /** @param nanos what {@link System#nanoTime} counts */
    StoreGate(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @throws StoreUnavailableException when the store is away, or could not be reached a moment ago */
    <T> T read(Supplier<T> reading) {
        Away known = away;
        if (known == null) {
            return ask(reading);
        }
        if (nanos.getAsLong() - known.next() < 0 || !asking.compareAndSet(false, true)) {
            throw known.failure();
        }
        try {
            return ask(reading);
        } finally {
            asking.set(false);
        }
    }

    private <T> T ask(Supplier<T> reading) {
        try {
            T answer = reading.get();
            away = null;
            return answer;
        } catch (StoreUnavailableException failure) {
            if (failure.isUnreachable()) {
                away = new Away(failure, nanos.getAsLong() + SPACING);
            }
            throw failure;
        }
    }
}
