package io.colony.web;

import io.colony.engine.status.StoreUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps readers from waiting, each for a connection's whole time limit, for a store that cannot be reached: from the first
 * failure on all of them are told at once, while another thread asks whether it is back, once a second at most. Safe for
 * use by many threads.
 */
final class StoreGate {
    private static final long SPACING = TimeUnit.SECONDS.toNanos(1);

    /** So long the reader that has it asked waits: a store that is back answers sooner. */
    private static final long GRACE_MILLIS = 300;

    private final LongSupplier nanos;
    private final Runnable probe;
    private final Executor behind;
    private final AtomicBoolean asking = new AtomicBoolean();

    /** Set while the store is away. */
    private volatile @Nullable Away away;

    /**
     * @param failure that was met
     * @param next when the store is asked again
     */
    private record Away(StoreUnavailableException failure, long next) {}

    /**
     * @param nanos what {@link System#nanoTime} counts
     * @param probe asks the store anything; throws {@link StoreUnavailableException} while it cannot be reached
     * @param behind runs the probe where no reader waits for it
     */
    StoreGate(LongSupplier nanos, Runnable probe, Executor behind) {
        this.nanos = nanos;
        this.probe = probe;
        this.behind = behind;
    }

    /** @throws StoreUnavailableException when the store is away, or could not be reached a moment ago */
    <T> T read(Supplier<T> reading) {
        Away known = away;
        if (known == null) {
            return ask(reading);
        }
        if (nanos.getAsLong() - known.next() < 0 || !asking.compareAndSet(false, true) || !isBack()) {
            throw known.failure();
        }
        return ask(reading);
    }

    private boolean isBack() {
        CompletableFuture<Void> answer = CompletableFuture.runAsync(this::probe, behind);
        try {
            answer.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
            return away == null;
        } catch (TimeoutException stillAway) {
            return false;
        } catch (ExecutionException broken) {
            // Not about whether it can be reached: the page itself will meet it and say more.
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void probe() {
        try {
            ask(() -> {
                probe.run();
                return true;
            });
        } catch (StoreUnavailableException failure) {
            if (!failure.isUnreachable()) {
                away = null;
            }
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
