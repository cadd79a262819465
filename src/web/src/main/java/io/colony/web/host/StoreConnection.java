package io.colony.web.host;

import io.colony.engine.log.Log;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Opens the store in a thread of its own, again and again until it is open: nobody who starts the host or saves its
 * configuration waits for it. Once open, its own pool sees to lost connections. Safe for use by many threads.
 */
public final class StoreConnection<T> implements AutoCloseable {
    private static final Logger LOG = Log.of(StoreConnection.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(StoreConnection::thread);
    private final Duration pause;
    private final Consumer<T> closing;

    /** Written by the thread alone. */
    private volatile Standing<T> standing = new Standing.Unset<>();

    /** Of the thread alone. */
    private @Nullable ScheduledFuture<?> next;

    /**
     * @param pause between one attempt to open the store and the next
     * @param closing how an open store is closed
     */
    public StoreConnection(Duration pause, Consumer<T> closing) {
        this.pause = pause;
        this.closing = closing;
    }

    public Standing<T> standing() {
        return standing;
    }

    /**
     * Closes what is open, and opens what this opens.
     *
     * @param opener throws what says, for people, why it cannot be opened now; empty where no store is set
     */
    public void use(Optional<Supplier<T>> opener) {
        try {
            thread.execute(() -> {
                closeOpen();
                standing = opener.isPresent() ? new Standing.Opening<>() : new Standing.Unset<>();
                opener.ifPresent(this::open);
            });
        } catch (RejectedExecutionException goingDown) {
            LOG.debug("The store is not opened: this host goes down", goingDown);
        }
    }

    private void open(Supplier<T> opener) {
        try {
            standing = new Standing.Open<>(opener.get());
            LOG.info("The store is open");
        } catch (RuntimeException failure) {
            String why = String.valueOf(failure.getMessage());
            if (!(standing instanceof Standing.Away<T> away && away.why().equals(why))) {
                LOG.warn("The store cannot be opened; trying again every {} s: {}", pause.toSeconds(), why);
            }
            standing = new Standing.Away<>(why);
            next = thread.schedule(() -> open(opener), pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void closeOpen() {
        if (next != null) {
            next.cancel(false);
        }
        if (standing instanceof Standing.Open<T> open) {
            closing.accept(open.store());
        }
    }

    /** Ends work, closes the store for good, and waits 20 s for that. */
    @Override
    public void close() {
        try {
            thread.execute(() -> {
                closeOpen();
                standing = new Standing.Closed<>();
            });
            thread.shutdown();
            if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn(
                        "The store could not be closed in {} s; others take over when the leases end",
                        PATIENCE.toSeconds());
            }
        } catch (RejectedExecutionException closedBefore) {
            LOG.debug("The store was closed before", closedBefore);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "colony-store");
        thread.setDaemon(true);
        // Whoever asks for services or resources by the thread, as Flyway does, has to find those of this program.
        thread.setContextClassLoader(StoreConnection.class.getClassLoader());
        return thread;
    }
}
