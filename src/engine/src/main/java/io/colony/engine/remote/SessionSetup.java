package io.colony.engine.remote;

import io.colony.engine.agent.AgentBackends;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a session's process is told at its start. It may hold a model provider's key; the process removes the file once it
 * has read it.
 *
 * @param workDirectory mirrors, clones and workspaces lie below it, on the machine of the session; absolute
 * @param agents the programs that it may be asked to run; none where no model works
 * @param variables added to the machine's environment, such as a provider's key: a program gets those that its own
 *     configuration names
 * @param patience after how long without a question it ends whatever runs, and itself
 */
public record SessionSetup(
        String workDirectory, List<AgentBackends.Program> agents, Map<String, String> variables, Duration patience) {
    public SessionSetup {
        agents = List.copyOf(agents);
        variables = Map.copyOf(variables);
    }

    /** As the session's process reads it; it holds what may be secret. */
    public String text() {
        return Wire.text(Wire.tree(this));
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "SessionSetup[" + workDirectory + ", " + agents + ", " + variables.keySet() + ", " + patience + "]";
    }
}
