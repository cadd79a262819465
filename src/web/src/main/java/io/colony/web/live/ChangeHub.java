package io.colony.web.live;

import io.colony.engine.ColonyException;
import io.colony.engine.log.Log;
import io.colony.engine.status.ChangeFeed;
import io.colony.engine.status.ChangeMark;
import io.colony.engine.status.Changes;
import io.colony.engine.status.Moved;
import io.colony.engine.status.StoreUnavailableException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Looks at the store for all readers: one thread, and only while somebody reads or has just read. The newest events are kept
 * for readers that come back; each reader has a place in them and waits on its own, so that none holds another. Safe for use
 * by many threads.
 */
public final class ChangeHub implements AutoCloseable {
    /** More readers than this are sent away; fewer than a server's connections, so that pages and health still answer. */
    static final int MOST_READERS = 400;

    /** And more than this of one person's: whoever may only read could else shut all others out. */
    static final int MOST_OF_ONE = 250;

    private static final Logger LOG = Log.of(ChangeHub.class);

    private final ChangeFeed feed;
    private final Pace pace;
    private final String process = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition happened = lock.newCondition();
    private final Condition wanted = lock.newCondition();
    private final Deque<Event> events = new ArrayDeque<>();

    /** The newest event. Changed under the lock alone; read without it by those who only ask whether something happened. */
    private final AtomicLong position = new AtomicLong();

    private final Map<String, Integer> byLogin = new HashMap<>();
    private int readers;
    private boolean closed;
    private boolean following;
    private boolean away;
    private @Nullable Thread thread;

    private record Event(long position, Moved moved) {}

    /**
     * How often the store is looked at; all but the last in nanoseconds. The more readers there are, the less often: what
     * happens between two looks is told once, and each telling has all whom it concerns ask for their page.
     *
     * @param every with one reader, while all is well
     * @param perReader later by so much for each reader
     * @param slowest but not later than this: a change is to be on screen within a second
     * @param longest while the store is away
     * @param linger after the last reader: a page that is loaded again comes back within this
     * @param kept events for those that come back
     */
    record Pace(long every, long perReader, long slowest, long longest, long linger, int kept) {
        static final Pace USUAL = new Pace(
                TimeUnit.MILLISECONDS.toNanos(250),
                TimeUnit.MILLISECONDS.toNanos(2),
                TimeUnit.MILLISECONDS.toNanos(650),
                TimeUnit.SECONDS.toNanos(5),
                TimeUnit.SECONDS.toNanos(10),
                1000);

        /** From one look to the next. */
        long of(int readers) {
            return Math.max(every, Math.min(slowest, every + readers * perReader));
        }
    }

    /** For a feed; its thread begins with the first reader. */
    public ChangeHub(ChangeFeed feed) {
        this(feed, Pace.USUAL);
    }

    ChangeHub(ChangeFeed feed, Pace pace) {
        this.feed = feed;
        this.pace = pace;
    }

    /** The newest event: what was read at another position may be old. */
    public long position() {
        return position.get();
    }

    /**
     * A place for a reader; empty where all are taken, or this person has many, or the hub is closed.
     *
     * @param login whose reader it is
     * @param last the id of the last event that the reader has seen
     */
    Optional<Place> join(String login, Interest interest, Optional<String> last) {
        lock.lock();
        try {
            if (closed || readers >= MOST_READERS || byLogin.getOrDefault(login, 0) >= MOST_OF_ONE) {
                return Optional.empty();
            }
            readers++;
            byLogin.merge(login, 1, Integer::sum);
            if (thread == null) {
                thread = Thread.ofPlatform().daemon().name("colony-changes").start(this::work);
            }
            wanted.signal();
            return Optional.of(new Place(login, interest, last));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            happened.signalAll();
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    /** How many have a place. */
    public int readers() {
        lock.lock();
        try {
            return readers;
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (awaitReaders()) {
                follow();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitReaders() throws InterruptedException {
        lock.lock();
        try {
            following = false;
            while (readers == 0 && !closed) {
                wanted.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Until nobody has read for a while. */
    private void follow() throws InterruptedException {
        Optional<ChangeMark> mark = Optional.empty();
        long pause = pace.every();
        long unread = 0;
        while (unread < pace.linger()) {
            try {
                if (mark.isEmpty()) {
                    mark = Optional.of(feed.now());
                    restart();
                } else {
                    Changes changes = feed.since(mark.get());
                    mark = Optional.of(changes.mark());
                    tell(changes.moved());
                }
                pause = pace.of(readers());
            } catch (ColonyException failure) {
                pause = failed(failure, pause);
                mark = Optional.empty();
            } catch (RuntimeException failure) {
                LOG.error("Looking for changes in the store failed; open pages are told when it works again.", failure);
                pause = failed(new StoreUnavailableException("It failed", failure), pace.longest());
                mark = Optional.empty();
            }
            if (!pause(pause)) {
                return;
            }
            unread = readers() == 0 ? unread + pause : 0;
        }
    }

    private boolean pause(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !closed) {
                left = wanted.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** What happened before is not known: events from before are none to go on from. */
    private void restart() {
        lock.lock();
        try {
            events.clear();
            position.incrementAndGet();
            following = true;
            away = false;
            happened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void tell(Moved moved) {
        if (moved.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            events.addLast(new Event(position.incrementAndGet(), moved));
            if (events.size() > pace.kept()) {
                events.removeFirst();
            }
            happened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long failed(ColonyException failure, long pause) {
        lock.lock();
        try {
            if (!away) {
                LOG.warn("Open pages stand still: {}", failure.getMessage());
            }
            away = true;
            following = false;
            happened.signalAll();
        } finally {
            lock.unlock();
        }
        return Math.min(pace.longest(), pause * 2);
    }

    /** Where one reader stands. Used by one thread. */
    final class Place implements AutoCloseable {
        private final String login;
        private final Interest interest;
        private final Optional<Long> last;
        private long at = -1;
        private boolean toldAway;
        private boolean left;

        private Place(String login, Interest interest, Optional<String> last) {
            this.login = login;
            this.interest = interest;
            this.last = last.map(this::position);
        }

        /** An id that is not of this process is older than all. */
        private long position(String id) {
            String[] parts = id.strip().split("-", -1);
            return parts.length == 2 && parts[0].equals(process) && parts[1].matches("[0-9]{1,18}")
                    ? Long.parseLong(parts[1])
                    : -1;
        }

        /** The id of an event, by which a reader resumes. */
        String id(Signal signal) {
            return process + "-" + signal.position();
        }

        /** Waits for something to tell, at most so long. */
        Signal next(long nanos) throws InterruptedException {
            lock.lock();
            try {
                long left = nanos;
                while (true) {
                    Optional<Signal> signal = look();
                    if (signal.isPresent()) {
                        return signal.get();
                    }
                    if (left <= 0) {
                        return new Signal(Signal.Kind.QUIET, at);
                    }
                    left = happened.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }

        private Optional<Signal> look() {
            if (closed) {
                return Optional.of(new Signal(Signal.Kind.END, at));
            }
            if (away && !toldAway) {
                toldAway = true;
                return Optional.of(new Signal(Signal.Kind.AWAY, at));
            }
            if (!following) {
                return Optional.empty();
            }
            toldAway = false;
            long first =
                    events.isEmpty() ? position.get() + 1 : events.getFirst().position();
            if (at < 0) {
                return Optional.of(begin(first));
            }
            if (at < first - 1) {
                at = position.get();
                return Optional.of(new Signal(Signal.Kind.RESYNC, at));
            }
            boolean met = met();
            at = position.get();
            return met ? Optional.of(new Signal(Signal.Kind.CHANGE, at)) : Optional.empty();
        }

        /** From the newest backwards: most readers have seen all but that. */
        private boolean met() {
            for (Iterator<Event> newest = events.descendingIterator(); newest.hasNext(); ) {
                Event event = newest.next();
                if (event.position() <= at) {
                    return false;
                }
                if (interest.meets(event.moved())) {
                    return true;
                }
            }
            return false;
        }

        private Signal begin(long first) {
            if (last.isEmpty()) {
                at = position.get();
                return new Signal(Signal.Kind.HELLO, at);
            }
            if (last.get() < first - 1 || last.get() > position.get()) {
                at = position.get();
                return new Signal(Signal.Kind.RESYNC, at);
            }
            at = last.get();
            return new Signal(Signal.Kind.HELLO, at);
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!left) {
                    left = true;
                    readers--;
                    byLogin.computeIfPresent(login, (whose, open) -> open > 1 ? open - 1 : null);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
