package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colony.engine.process.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Short commands of ours on the machine of the trusted clones. */
final class RemoteCommands implements CommandRunner {
    static final String RUN = "command.run";

    private final SessionClient session;

    RemoteCommands(SessionClient session) {
        this.session = session;
    }

    /** What is to be run. */
    record Asked(
            List<String> command, Path directory, Map<String, String> environment, String input, Duration timeout) {}

    @Override
    public CommandOutput run(
            List<String> command, Path directory, Map<String, String> environment, String input, Duration timeout) {
        return session.call(
                RUN, Wire.tree(new Asked(command, directory, environment, input, timeout)), new TypeReference<>() {});
    }
}
