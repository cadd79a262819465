package io.colony.runner.demo;

import io.colony.engine.agent.AgentType;
import io.colony.engine.config.AgentSettings;
import io.colony.engine.config.HostEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How the scripted agent is started: a JVM that is up fast, on this program's own class path. */
public final class ScriptedAgentCommand {
    /** What the sample repository calls it. */
    public static final String NAME = "scripted";

    /** The scripted agent is quick: silence of this length is a hang. */
    private static final Duration INACTIVITY = Duration.ofSeconds(5);

    private ScriptedAgentCommand() {}

    /** The agent as every installation of this program has it, so that a demo that was broken off can go on. */
    public static AgentSettings settings(HostEnvironment host) {
        return new AgentSettings(
                NAME,
                AgentType.COMMAND,
                words(host),
                Optional.empty(),
                AgentSettings.DEFAULT_ENVIRONMENT,
                new AgentSettings.Bounds(
                        Duration.ofMinutes(5), INACTIVITY, Duration.ofMinutes(1), 100, OptionalLong.empty()));
    }

    /** The program and its arguments. */
    public static List<String> words(HostEnvironment host) {
        return List.of(
                host.javaHome().resolve("bin").resolve("java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                host.classPath(),
                ScriptedAgent.class.getName());
    }
}
