package io.colony.engine.config;

import io.colony.engine.agent.AgentBackends;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentType;
import io.colony.engine.agent.EnvironmentPolicy;
import io.colony.engine.ledger.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A configured coding agent.
 *
 * @param name what issues, repositories and the ledger call it
 * @param type what kind of program it is
 * @param command the program and its first arguments; no shell takes part
 * @param model what the program is to use; empty for its own choice
 * @param environment names of the variables that the program gets from ours, beside {@link
 *     EnvironmentPolicy#INHERITED}, which it always gets; nothing else is inherited
 * @param bounds when a run is ended from outside
 */
public record AgentSettings(
        String name,
        AgentType type,
        List<String> command,
        Optional<String> model,
        List<String> environment,
        Bounds bounds) {
    /** What every agent program gets, sorted; its type or its settings add to it. */
    public static final List<String> DEFAULT_ENVIRONMENT =
            EnvironmentPolicy.INHERITED.stream().sorted().toList();

    private static final long OUTPUT_BYTES = 64L << 20;

    /**
     * When a run is ended from outside.
     *
     * @param wallClock how long it may take; default 2 h
     * @param inactivity how long it may be silent; default 5 min
     * @param toolInactivity the same while a tool call is open; default 30 min
     * @param turns how many turns it may take; default 200
     * @param memoryBytes how much memory its processes may hold, shared pages counted for each; default no limit
     */
    public record Bounds(
            Duration wallClock, Duration inactivity, Duration toolInactivity, int turns, OptionalLong memoryBytes) {}

    /** The limits of one run, with what it may cost. */
    public AgentLimits limits(Usd ceiling) {
        return new AgentLimits(
                bounds.wallClock(),
                bounds.inactivity(),
                bounds.toolInactivity(),
                bounds.turns(),
                OUTPUT_BYTES,
                bounds.memoryBytes(),
                ceiling);
    }

    /** The program to drive. */
    public AgentBackends.Program program() {
        return new AgentBackends.Program(name, type, command, model, environment);
    }
}
