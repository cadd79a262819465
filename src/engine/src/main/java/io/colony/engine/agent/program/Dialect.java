package io.colony.engine.agent.program;

import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.UsageReporting;
import java.util.List;
import java.util.Map;

/** How one kind of agent program is called and understood. Keeps no state and is safe for use by many threads. */
public interface Dialect {
    /** What follows the configured command; the prompt and other text of strangers is never in it. */
    List<String> arguments(AgentRequest request);

    /** What the program reads from standard input: the prompt, where nothing else is said. */
    default String input(AgentRequest request) {
        return request.prompt();
    }

    /** Variables that the program needs, beyond those that an operator lets through. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** Files to write into the run's fresh home before the start: content by path relative to the home. */
    default Map<String, String> homeFiles(AgentRequest request) {
        return Map.of();
    }

    /** When the program states what it used. */
    default UsageReporting usage() {
        return UsageReporting.LIVE;
    }

    /** For the output of one run. */
    StreamReader reader();

    /**
     * Whether a program that exits with an error code before it has said anything is one that was called wrongly or is
     * not set up, so that another try would end the same.
     */
    default boolean silentExitIsPermanent() {
        return true;
    }
}
