package io.colony.engine.queue;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wake-ups counted under a lock. */
final class Signal implements WakeUp {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private long count;

    @Override
    public void wake() {
        lock.lock();
        try {
            count++;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long ticket() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean await(long ticket, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (count <= ticket && left > 0) {
                left = raised.awaitNanos(left);
            }
            return count > ticket;
        } finally {
            lock.unlock();
        }
    }
}
