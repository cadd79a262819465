package io.colony.engine.notice;

import io.colony.engine.database.Json;
import io.colony.engine.notice.NoticeSettings.CommandSettings;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.retrospective.Quote;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Hands each notice to a configured program: its JSON in one line on standard input. Exit code 0 is a delivery, anything
 * else a failure.
 */
public final class CommandNotifier implements Notifier {
    /** The channel's name. */
    public static final String CHANNEL = "command";

    private final CommandRunner runner;
    private final CommandSettings settings;
    private final Path directory;
    private final Map<String, String> environment;
    private final UnaryOperator<String> redact;

    /**
     * @param directory where it runs
     * @param environment all of its environment
     * @param redact takes secrets out of what it says when it fails
     */
    public CommandNotifier(
            CommandRunner runner,
            CommandSettings settings,
            Path directory,
            Map<String, String> environment,
            UnaryOperator<String> redact) {
        this.runner = runner;
        this.settings = settings;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.redact = redact;
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public Delivery deliver(Notice notice) {
        String line = Json.text(NoticeJson.of(notice)) + "\n";
        CommandOutput output = runner.run(settings.command(), directory, environment, line, settings.timeout());
        if (output.timedOut()) {
            return new Delivery.Failed("'" + settings.command().getFirst() + "' took longer than "
                    + settings.timeout().toSeconds() + " s and was ended. Raise notices.command_timeout, or let the"
                    + " program hand over and return.");
        }
        return output.exitCode() == 0
                ? new Delivery.Delivered()
                : new Delivery.Failed("'" + settings.command().getFirst() + "' answered " + output.exitCode() + ": "
                        + Quote.of(redact.apply(last(output.stderr()))).text());
    }

    /** What went wrong is said last. */
    private static String last(String errors) {
        String stripped = errors.strip();
        return stripped.length() <= Quote.LONGEST ? stripped : stripped.substring(stripped.length() - Quote.LONGEST);
    }
}
