package io.colony.engine.process;

import java.time.Duration;

/**
 * When a run is ended from outside.
 *
 * @param wallClock how long it may take in all
 * @param inactivity how long without an event; what counts as one is the {@link LineListener}'s to say
 * @param outputBytes how much output in all, both streams together
 * @param lineBytes how long a line may be: what is longer is cut, and the rest of the line dropped
 * @param killAfter how long after TERM what still lives gets KILL; default 10 s
 */
public record ProcessLimits(
        Duration wallClock, Duration inactivity, long outputBytes, int lineBytes, Duration killAfter) {}
