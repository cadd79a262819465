package io.colony.bench.browser;

import java.util.concurrent.TimeUnit;

/**
 * When an open page asks for itself again, as {@code live.js} decides it: at once where something is signalled, but at most
 * every 350 ms and never while it still waits for an answer, and every 20 s in any case. Times are those of {@link
 * System#nanoTime}. Used by one thread.
 */
final class LivePage {
    static final long SPACING = TimeUnit.MILLISECONDS.toNanos(350);
    static final long NET = TimeUnit.SECONDS.toNanos(20);

    private boolean asking;
    private boolean again;
    private boolean spaced;
    private long spacingEnds;
    private long next;

    LivePage(long now) {
        next = now + NET;
    }

    /** Something was signalled; whether to ask now. */
    boolean look(long now) {
        if (asking || spaced) {
            again = true;
            return false;
        }
        asking = true;
        again = false;
        spaced = true;
        spacingEnds = now + SPACING;
        return true;
    }

    /** The answer has come, or none will; whether to ask again now. */
    boolean answered(long now) {
        asking = false;
        boolean ask = again && !spaced && look(now);
        next = now + NET;
        return ask;
    }

    /** Some time has passed; whether to ask now. */
    boolean due(long now) {
        if (spaced && now - spacingEnds >= 0) {
            spaced = false;
            return again && look(now);
        }
        return !asking && now - next >= 0 && look(now);
    }

    /** When {@link #due} has something to say, unless something happens before. */
    long wakeAt() {
        return spaced ? spacingEnds : next;
    }
}
