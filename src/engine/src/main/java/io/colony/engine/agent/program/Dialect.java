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

    /**
     * Whether the program always ends in the form that was recorded of it: with no tool call open, save where money or
     * turns are over, and with exit code 0 exactly where its last line reports no failure. A last line of another form is then not its own.
     */
    default boolean endsInForm() {
        return false;
    }

    /**
     * Whether the program itself exits with this code, from 129 to 159, to say why it failed. Otherwise such a code says
     * that a signal ended it.
     */
    default boolean exitsByItselfWith(int code) {
        return false;
    }
}
