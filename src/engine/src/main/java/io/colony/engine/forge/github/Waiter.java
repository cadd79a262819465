package io.colony.engine.forge.github;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The moment between a request that failed on the way and its repeat; never more than a second. */
@FunctionalInterface
interface Waiter {
    Waiter REAL = pause -> LockSupport.parkNanos(pause.toNanos());

    void pause(Duration pause);
}
