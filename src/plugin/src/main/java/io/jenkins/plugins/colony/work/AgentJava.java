package io.jenkins.plugins.colony.work;

import java.util.Map;
import java.util.Optional;

/** Whether an agent's Java can run the engine's classes. */
final class AgentJava {
    private static final int OLDEST = 21;

    private AgentJava() {}

    /**
     * Why not; empty where it can.
     *
     * @param properties system properties of the agent's process
     */
    static Optional<String> refusal(String agent, Map<Object, Object> properties) {
        String version = String.valueOf(properties.get("java.specification.version"));
        return version.matches("[1-9][0-9]{1,3}") && Integer.parseInt(version) >= OLDEST
                ? Optional.empty()
                : Optional.of(Messages.AgentJava_old(agent, version, OLDEST));
    }
}
