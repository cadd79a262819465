package io.colony.engine.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs a short command of ours (git, say) and keeps what it prints. For programs that are not ours, see {@link
 * ProcessSupervisor}.
 */
public interface CommandRunner {
    /**
     * Runs the command and waits for it.
     *
     * @param environment all of its environment: nothing is inherited
     * @param input written to its standard input as UTF-8
     * @param timeout after which it is killed; {@link CommandOutput#timedOut} then
     */
    CommandOutput run(
            List<String> command, Path directory, Map<String, String> environment, String input, Duration timeout);

    /**
     * What a command answered, decoded as UTF-8.
     *
     * @param exitCode -1 when it could not be started or was killed
     */
    record CommandOutput(int exitCode, String stdout, String stderr, boolean timedOut) {}
}
