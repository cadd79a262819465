package io.colony.web.metrics;

import io.colony.engine.log.Log;
import io.colony.engine.status.MetricsSnapshot;
import io.colony.engine.status.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The store's figures, read at most once in 5 s and by one thread at a time, however many ask. A store that does not answer
 * holds nobody for longer than a moment: monitoring gives up on a slow answer, and would then know nothing at all. Safe for
 * use by many threads.
 */
final class LatestSnapshot {
    private static final Logger LOG = Log.of(LatestSnapshot.class);
    private static final long FRESH = Duration.ofSeconds(5).toNanos();

    private final Supplier<MetricsSnapshot> source;
    private final LongSupplier nanos;
    private final Duration patience;

    /** Guarded by this: the reading under way or the last one, and when it began. */
    private @Nullable FutureTask<MetricsSnapshot> latest;

    private long begun;

    /** @param patience how long one who asks waits for a reading */
    LatestSnapshot(Supplier<MetricsSnapshot> source, LongSupplier nanos, Duration patience) {
        this.source = source;
        this.nanos = nanos;
        this.patience = patience;
    }

    /** Empty where the store does not answer, or not soon enough. */
    Optional<MetricsSnapshot> get() {
        try {
            return Optional.of(current().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            LOG.warn("The store's figures are not there after {} ms; metrics go without them.", patience.toMillis());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StoreUnavailableException away) {
                LOG.debug("Metrics go without the store's figures: {}", away.getMessage());
            } else {
                LOG.error("Metrics go without the store's figures, which could not be read.", failed.getCause());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private synchronized FutureTask<MetricsSnapshot> current() {
        FutureTask<MetricsSnapshot> known = latest;
        if (known != null && (!known.isDone() || nanos.getAsLong() - begun < FRESH)) {
            return known;
        }
        FutureTask<MetricsSnapshot> next = new FutureTask<>(source::get);
        latest = next;
        begun = nanos.getAsLong();
        Thread.ofVirtual().name("metrics").start(next);
        return next;
    }
}
