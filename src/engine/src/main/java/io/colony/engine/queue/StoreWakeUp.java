package io.colony.engine.queue;

import io.colony.engine.database.Channel;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.log.Log;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;

/**
 * Wake-ups between all processes on one store, by Postgres' {@code NOTIFY}. It is sent beside the transactions that it
 * tells of, by one thread that has one message under way at most: within a transaction every commit of the store would
 * queue for the one lock that notifying takes. Whatever is to be told meanwhile becomes one message.
 *
 * <p>Who wants to hear others calls {@link #listen}; who only tells, as a short command does, needs no connection for it.
 * Closing the {@link Database} sends what is still to be sent. Safe for use by many threads.
 */
public final class StoreWakeUp implements WakeUp {
    private static final Logger LOG = Log.of(StoreWakeUp.class);
    private static final String CHANNEL = "colony_work";

    /** Between two messages of one process, so that a burst is a few of them; the first goes at once. */
    private static final Duration APART = Duration.ofMillis(5);

    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private final Channel channel;
    private final WakeUp here = WakeUp.inProcess();
    private final String sender = UUID.randomUUID().toString();
    private final ListenerLoop listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean pending;
    private boolean sending;
    private boolean closed;
    private boolean threadRuns;

    private StoreWakeUp(Database database) {
        this.channel = database.channel(CHANNEL);
        this.listener = new ListenerLoop(channel, sender, here);
    }

    /** For this process and all others on the database. */
    public static StoreWakeUp of(Database database) {
        StoreWakeUp wakeUp = new StoreWakeUp(database);
        database.beforeClose(wakeUp::close);
        return wakeUp;
    }

    /** From now on hears others as well. */
    public void listen() {
        listener.start();
    }

    /** Hears others no more. */
    public void stopListening() {
        listener.stop();
    }

    @Override
    public void wake() {
        here.wake();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            pending = true;
            if (!threadRuns) {
                threadRuns = true;
                Thread thread = new Thread(this::sendLoop, "colony-notifier");
                thread.setDaemon(true);
                thread.start();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wakeHere() {
        here.wake();
    }

    @Override
    public boolean hearsOthers() {
        return listener.connected();
    }

    @Override
    public long ticket() {
        return here.ticket();
    }

    @Override
    public boolean await(long ticket, Duration timeout) throws InterruptedException {
        return here.await(ticket, timeout);
    }

    private void sendLoop() {
        try {
            while (awaitPending()) {
                send();
                awaitNextSlot();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            change(() -> threadRuns = false);
        }
    }

    private boolean awaitPending() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!pending && !closed) {
                changed.await();
            }
            sending = pending;
            pending = false;
            return sending;
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        try {
            channel.send(sender);
        } catch (DatabaseException failure) {
            // A hint and no more: the others look by themselves after a while.
            LOG.debug("Nobody was told of new work: {}", failure.getMessage());
        } finally {
            change(() -> sending = false);
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitNextSlot() throws InterruptedException {
        long left = APART.toNanos();
        lock.lockInterruptibly();
        try {
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is still to be sent, for a moment at most. */
    private void close() {
        listener.stop();
        long left = LAST_WORD.toNanos();
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while ((pending || sending) && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
