package io.colony.web.host;

import io.colony.engine.log.Log;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Asks an open store again and again whether it is still there, so that nobody waits who wants to know. */
final class StoreWatch implements AutoCloseable {
    private static final Logger LOG = Log.of(StoreWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("colony-store-watch").unstarted(work));
    private final Runnable ping;
    private final ScheduledFuture<?> looks;
    private volatile Optional<String> trouble = Optional.empty();

    /** @param ping throws what says, for people, why the store cannot be reached */
    StoreWatch(Runnable ping) {
        this.ping = ping;
        looks = thread.scheduleWithFixedDelay(this::look, PAUSE.toSeconds(), PAUSE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Why it could not be reached when it was last asked. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Says so once when it goes, and once when it is back. */
    void look() {
        try {
            ping.run();
            if (trouble.isPresent()) {
                LOG.info("The store can be reached again");
            }
            trouble = Optional.empty();
        } catch (RuntimeException failure) {
            String why = String.valueOf(failure.getMessage());
            if (trouble.isEmpty() && !thread.isShutdown()) {
                LOG.warn("The store cannot be reached; asking every {} s: {}", PAUSE.toSeconds(), why);
            }
            trouble = Optional.of(why);
        }
    }

    @Override
    public void close() {
        looks.cancel(true);
        thread.shutdownNow();
    }
}
