package io.colony.engine.process;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a supervised run ended.
 *
 * @param exitCode as the program gave it; empty when it was not started
 * @param survivors process ids that still live although KILL was sent; empty is the proof that nothing does
 * @param detail in one sentence for people
 */
public record ProcessEnd(Reason reason, OptionalInt exitCode, Duration duration, List<Long> survivors, String detail) {
    /** Why it ended. */
    public enum Reason {
        /** By itself. */
        EXITED,
        /** It could not be started. */
        NOT_STARTED,
        /** We ended it: wall clock. */
        WALL_CLOCK,
        /** We ended it: no event for too long. */
        INACTIVITY,
        /** We ended it: too much output. */
        OUTPUT_LIMIT,
        /** We ended it: too much memory. */
        MEMORY_LIMIT,
        /** We ended it: somebody asked. */
        STOPPED
    }
}
