package io.colony.engine.adhoc;

import io.colony.engine.agent.AgentBackend;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where a run takes place.
 *
 * @param backEnd of the agent, wherever that is
 * @param directory it works in, which is the asker's own
 * @param home a directory of the run's alone that becomes the program's {@code HOME}
 * @param log told what the agent says and does, a line at a time, redacted
 */
public record AdHocPlace(AgentBackend backEnd, Path directory, Path home, Consumer<String> log) {}
