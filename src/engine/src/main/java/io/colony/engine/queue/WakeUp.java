package io.colony.engine.queue;

import java.time.Duration;

/**
 * Tells those who poll the queue that looking again is worth while. It is a hint and loses nothing: whoever waits polls
 * at the end of every wait all the same. Safe for use by many threads.
 *
 * <p>A poller takes {@link #ticket()}, polls, and where it found nothing waits with that ticket, so that what happens
 * between the poll and the wait ends the wait at once. A back end that spans processes calls {@link #wake()} for what it
 * hears from them.
 */
public interface WakeUp {
    /** Wakes everybody who waits. Never blocks, never fails. */
    void wake();

    /** Where the count of wake-ups stands. */
    long ticket();

    /**
     * Waits until a wake-up later than the ticket, at most {@code timeout}.
     *
     * @return whether there was one
     * @throws InterruptedException when the thread was interrupted, such as to end it
     */
    boolean await(long ticket, Duration timeout) throws InterruptedException;

    /** Wakes those who wait in this process, and nobody else. */
    default void wakeHere() {
        wake();
    }

    /** Whether it hears at present what other processes do, so that whoever waits need not look again soon. */
    default boolean hearsOthers() {
        return false;
    }

    /** Within this process. */
    static WakeUp inProcess() {
        return new Signal();
    }
}
