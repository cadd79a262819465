package io.colony.engine.config;

import io.colony.engine.agent.AgentLimits;
import io.colony.engine.ledger.Usd;
import java.time.Duration;
import java.util.List;

/**
 * A configured coding agent.
 *
 * @param name what issues, repositories and the ledger call it
 * @param type the back end that drives it; {@code command} is a program that speaks the JSON-lines protocol
 * @param command the program and its arguments; no shell takes part
 * @param environment names of the variables that the program gets from ours; nothing else is inherited
 * @param wallClock how long a run may take; default 2 h
 * @param inactivity how long a run may be silent; default 5 min
 * @param toolInactivity the same while a tool call is open; default 30 min
 * @param turns how many turns a run may take; default 200
 */
public record AgentSettings(
        String name,
        String type,
        List<String> command,
        List<String> environment,
        Duration wallClock,
        Duration inactivity,
        Duration toolInactivity,
        int turns) {
    /** What every agent program gets unless its settings say otherwise. */
    public static final List<String> DEFAULT_ENVIRONMENT = List.of("PATH", "LANG", "LC_ALL", "TZ");

    private static final long OUTPUT_BYTES = 64L << 20;

    /** The limits of one run, with what it may cost. */
    public AgentLimits limits(Usd ceiling) {
        return new AgentLimits(wallClock, inactivity, toolInactivity, turns, OUTPUT_BYTES, ceiling);
    }
}
