package io.colony.engine.queue;

import io.colony.engine.database.Channel;
import io.colony.engine.database.Channel.Subscription;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.log.Log;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Listens for what other processes say, on a connection of its own. A lost connection is opened again, at once and then
 * less and less often; whoever waits is woken then, since something may have been said meanwhile.
 */
final class ListenerLoop {
    private static final Logger LOG = Log.of(ListenerLoop.class);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Channel channel;
    private final String self;
    private final WakeUp here;
    private final WakeUp stop = WakeUp.inProcess();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicReference<@Nullable Subscription> open = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    /** @param self what this process says of itself, which it need not hear */
    ListenerLoop(Channel channel, String self, WakeUp here) {
        this.channel = channel;
        this.self = self;
        this.here = here;
    }

    void start() {
        Thread listener = new Thread(this::run, "colony-listener");
        listener.setDaemon(true);
        if (thread.compareAndSet(null, listener)) {
            listener.start();
        }
    }

    void stop() {
        stopping.set(true);
        stop.wake();
        close();
    }

    boolean connected() {
        return open.get() != null;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!stopping.get()) {
            try (Subscription subscription = channel.subscribe()) {
                open.set(subscription);
                pause = FIRST_PAUSE;
                here.wake();
                hear(subscription);
            } catch (DatabaseException failure) {
                lost(failure, pause);
                pause = longer(pause);
            } finally {
                open.set(null);
            }
        }
    }

    private void hear(Subscription subscription) {
        while (!stopping.get()) {
            java.util.List<String> heard = subscription.await(QUIET);
            if (heard.isEmpty()) {
                subscription.check(PATIENCE);
            } else if (heard.stream().anyMatch(sender -> !sender.equals(self))) {
                here.wake();
            }
        }
    }

    private void lost(DatabaseException failure, Duration pause) {
        open.set(null);
        if (stopping.get()) {
            return;
        }
        if (pause.equals(FIRST_PAUSE)) {
            LOG.warn("{}", failure.getMessage());
        }
        // Whoever relies on being told looks for themselves from now on.
        here.wake();
        try {
            stop.await(stop.ticket(), pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping.set(true);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void close() {
        Subscription subscription = open.get();
        if (subscription != null) {
            subscription.close();
        }
    }
}
