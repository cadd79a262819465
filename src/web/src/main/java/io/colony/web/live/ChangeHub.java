package io.colony.web.live;

import io.colony.engine.status.ChangeFeed;
import io.colony.engine.status.StoreChanges;
import io.colony.web.live.Mailbox.Kind;
import io.colony.web.live.Mailbox.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the store once for all readers, and only while there are some. Remembers the last events, so that a reader whose
 * connection broke hears what it missed. Safe for use by many threads.
 */
public final class ChangeHub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeHub.class);
    private static final int REMEMBERED = 256;
    private static final long PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 5_000;

    /** Tells the numbers of this life of the program from those of others. */
    private final String life =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private final ChangeFeed feed;
    private final int mostReaders;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Map<Mailbox, Interest> readers = new HashMap<>();
    private final Deque<LiveEvent> recent = new ArrayDeque<>();
    private long newest;
    private long pause = PAUSE_MS;
    private boolean slept = true;
    private boolean marked;
    private boolean closed;
    private @Nullable Thread poller;

    public ChangeHub(ChangeFeed feed, int mostReaders) {
        this.feed = feed;
        this.mostReaders = mostReaders;
    }

    /** How many listen. */
    public int readers() {
        lock.lock();
        try {
            return readers.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to listen; empty where as many listen as may, or the hub is closed.
     *
     * @param mark the last mark that the reader heard, if any
     */
    Optional<Mailbox> join(Interest interest, Optional<String> mark) {
        lock.lock();
        try {
            if (closed || readers.size() >= mostReaders) {
                return Optional.empty();
            }
            Mailbox mailbox = new Mailbox();
            mailbox.put(new Message(mark.map(text -> missed(text, interest)).orElse(Kind.NOTHING), newest));
            readers.put(mailbox, interest);
            if (poller == null) {
                poller = Thread.ofPlatform().daemon().name("live-changes").start(this::follow);
            }
            wanted.signalAll();
            return Optional.of(mailbox);
        } finally {
            lock.unlock();
        }
    }

    void leave(Mailbox mailbox) {
        lock.lock();
        try {
            readers.remove(mailbox);
        } finally {
            lock.unlock();
        }
    }

    /** An event's number as readers keep it. */
    String mark(long number) {
        return life + "-" + number;
    }

    private Kind missed(String mark, Interest interest) {
        Optional<Long> number = number(mark);
        // While nobody listened nobody looked: what happened then is known to none.
        boolean gap = slept && readers.isEmpty();
        if (gap || number.isEmpty() || number.get() > newest || number.get() < newest - recent.size()) {
            return Kind.RESYNC;
        }
        return recent.stream().anyMatch(event -> event.number() > number.get() && interest.isMetBy(event.changes()))
                ? Kind.CHANGE
                : Kind.NOTHING;
    }

    private Optional<Long> number(String mark) {
        String start = life + "-";
        if (!mark.startsWith(start) || !mark.substring(start.length()).matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(mark.substring(start.length())));
    }

    private void follow() {
        try {
            while (awaitReaders()) {
                poll();
                rest();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try {
            StoreChanges changes = feed.poll();
            tell(changes);
        } catch (RuntimeException failure) {
            slower(failure);
        }
    }

    private void tell(StoreChanges changes) {
        lock.lock();
        try {
            // What was changed after a page was made and before the first poll is in no poll's answer.
            boolean back = pause > PAUSE_MS || !marked;
            marked = true;
            pause = PAUSE_MS;
            slept = false;
            if (!changes.isEmpty()) {
                newest++;
                recent.addLast(new LiveEvent(newest, changes));
                if (recent.size() > REMEMBERED) {
                    recent.removeFirst();
                }
            }
            readers.forEach((mailbox, interest) -> {
                if (back) {
                    mailbox.put(new Message(Kind.RESYNC, newest));
                } else if (interest.isMetBy(changes)) {
                    mailbox.put(new Message(Kind.CHANGE, newest));
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** Readers are told to ask for their page: its answer says that the store is away. */
    private void slower(RuntimeException failure) {
        lock.lock();
        try {
            if (pause == PAUSE_MS) {
                LOG.warn("Open pages are not told of changes until the store answers: {}", failure.getMessage());
                readers.keySet().forEach(mailbox -> mailbox.put(new Message(Kind.RESYNC, newest)));
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitReaders() throws InterruptedException {
        lock.lock();
        try {
            while (readers.isEmpty() && !closed) {
                slept = true;
                wanted.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void rest() throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(pause);
            while (left > 0 && !closed) {
                left = wanted.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            readers.keySet().forEach(mailbox -> mailbox.put(new Message(Kind.END, newest)));
            readers.clear();
            wanted.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
