package io.colony.engine.agent;

import io.colony.engine.ledger.Usd;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * When a run is ended from outside.
 *
 * @param wallClock how long it may take in all; default 2 h
 * @param inactivity how long without an event; default 5 min
 * @param toolInactivity how long without an event while a tool call is open; default 30 min
 * @param turns how many turns; default 200
 * @param outputBytes how much output in all; default 64 MiB
 * @param memoryBytes how much memory its processes may hold; default no limit
 * @param usd what it may cost, where the program reports usage while it runs
 */
public record AgentLimits(
        Duration wallClock,
        Duration inactivity,
        Duration toolInactivity,
        int turns,
        long outputBytes,
        OptionalLong memoryBytes,
        Usd usd) {
    /** Without a limit of memory. */
    public AgentLimits(
            Duration wallClock, Duration inactivity, Duration toolInactivity, int turns, long outputBytes, Usd usd) {
        this(wallClock, inactivity, toolInactivity, turns, outputBytes, OptionalLong.empty(), usd);
    }

    /** The defaults, with the given cost ceiling. */
    public static AgentLimits withCeiling(Usd usd) {
        return new AgentLimits(Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofMinutes(30), 200, 64L << 20, usd);
    }
}
