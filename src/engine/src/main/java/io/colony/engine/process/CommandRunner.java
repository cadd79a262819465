package io.colony.engine.process;

import java.nio.charset.StandardCharsets;
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
     * Runs the command, gives it nothing to read, and keeps the first of what it prints: where that is more, it is ended.
     *
     * @param most in bytes
     */
    default Beginning begin(
            List<String> command, Path directory, Map<String, String> environment, int most, Duration timeout) {
        CommandOutput output = run(command, directory, environment, "", timeout);
        byte[] printed = output.stdout().getBytes(StandardCharsets.UTF_8);
        if (printed.length <= most) {
            return new Beginning(output, false);
        }
        String kept = new String(printed, 0, most, StandardCharsets.UTF_8);
        return new Beginning(
                new CommandOutput(output.exitCode(), kept, output.stderr(), output.timedOut()), output.exitCode() == 0);
    }

    /**
     * The first of what a command printed.
     *
     * @param cut whether it would have printed more; its exit code says nothing then
     */
    record Beginning(CommandOutput output, boolean cut) {}

    /**
     * What a command answered, decoded as UTF-8.
     *
     * @param exitCode -1 when it could not be started or was killed
     */
    record CommandOutput(int exitCode, String stdout, String stderr, boolean timedOut) {}
}
