package io.colony.engine.process;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks twice a second at how much memory a run's processes hold, where Linux's {@code /proc} says so. What they hold in
 * common counts for each of them. A peak between two looks goes unseen: this bounds what a run keeps, and the kernel's own
 * limits, where an operator sets them, what it may touch.
 */
final class MemoryWatch implements Runnable {
    private static final long LOOK_EVERY_MILLIS = 500;

    private final Process process;
    private final long limitBytes;
    private final Watchdog watchdog;

    MemoryWatch(Process process, long limitBytes, Watchdog watchdog) {
        this.process = process;
        this.limitBytes = limitBytes;
        this.watchdog = watchdog;
    }

    @Override
    public void run() {
        try {
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (used() > limitBytes) {
                    watchdog.memory(limitBytes);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long used() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToLong(each -> ProcTable.residentBytes(each.pid()))
                .sum();
    }
}
