package io.colony.engine.agent;

import java.util.Optional;

/**
 * Whether an agent program is there.
 *
 * @param available whether it can be started
 * @param program the program's full path, where it was found
 * @param version as the program states it, where it was asked
 * @param detail what was found, or what is missing and what to do
 */
public record AgentProbe(boolean available, Optional<String> program, Optional<String> version, String detail) {
    /** It answered with its version. */
    public static AgentProbe found(String program, String version) {
        return new AgentProbe(true, Optional.of(program), Optional.of(version), "version " + version + ", " + program);
    }

    /** It is there and was not started. */
    public static AgentProbe present(String program) {
        return new AgentProbe(true, Optional.of(program), Optional.empty(), program);
    }

    /** It cannot be used. */
    public static AgentProbe missing(String detail) {
        return new AgentProbe(false, Optional.empty(), Optional.empty(), detail);
    }
}
