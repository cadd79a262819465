package io.colony.engine.process;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When a run is ended from outside.
 *
 * @param wallClock how long it may take in all
 * @param inactivity how long without an event; what counts as one is the {@link LineListener}'s to say
 * @param outputBytes how much output in all, both streams together
 * @param lineBytes how long a line may be: what is longer is cut, and the rest of the line dropped
 * @param memoryBytes how much all of its processes may hold, where the machine can tell (Linux); empty for no limit
 * @param killAfter how long after TERM what still lives gets KILL; default 10 s
 */
public record ProcessLimits(
        Duration wallClock,
        Duration inactivity,
        long outputBytes,
        int lineBytes,
        Duration killAfter,
        OptionalLong memoryBytes) {
    /** Without a limit of memory. */
    public ProcessLimits(Duration wallClock, Duration inactivity, long outputBytes, int lineBytes, Duration killAfter) {
        this(wallClock, inactivity, outputBytes, lineBytes, killAfter, OptionalLong.empty());
    }
}
