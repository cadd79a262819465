package io.jenkins.plugins.colony.agents;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.remote.SessionDirectory;
import io.colony.engine.remote.SessionMain;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a session is on an agent. Crosses to the agent, whose own Java runs the session.
 *
 * @param directory the session's own
 * @param libraries the directory with the engine's jars
 */
record SessionPlace(String directory, String libraries) implements Serializable {
    /** On the agent. */
    SessionDirectory there() {
        return new SessionDirectory(
                Path.of(directory),
                List.of(
                        HostEnvironment.ofThisProcess()
                                .javaHome()
                                .resolve("bin/java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        libraries + "/*",
                        SessionMain.class.getName()));
    }
}
