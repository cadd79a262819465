package io.colony.web.live;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one reader is yet to be told. Holds one message: a newer one takes the place of an older one, since a page that asks
 * again gets everything. So a reader that is slow costs no memory, and nobody waits for it. Safe for use by many threads.
 */
final class Mailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private Message message = Message.SILENCE;

    /** In the order of weight: a message is not replaced by a lighter one. */
    enum Kind {
        NOTHING,
        CHANGE,
        RESYNC,
        END
    }

    /** @param number of the event up to which it tells */
    record Message(Kind kind, long number) {
        private static final Message SILENCE = new Message(Kind.NOTHING, 0);
    }

    void put(Message newer) {
        lock.lock();
        try {
            message = message.kind().compareTo(newer.kind()) > 0 ? new Message(message.kind(), newer.number()) : newer;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What has come; {@code NOTHING} where that takes longer than so long. */
    Message take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (message.kind() == Kind.NOTHING && left > 0) {
                left = filled.awaitNanos(left);
            }
            Message taken = message;
            message = taken.kind() == Kind.END ? taken : Message.SILENCE;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
