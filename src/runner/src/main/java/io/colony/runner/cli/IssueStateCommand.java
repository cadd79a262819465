package io.colony.runner.cli;

import io.colony.engine.command.OperatorAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony issue state}. */
@Command
final class IssueStateCommand extends IssueActCommand {
    @Option(
            names = "--to",
            paramLabel = "STATE",
            description = "Where the issue is to go; without it, where it stands is said.")
    private @Nullable String to;

    IssueStateCommand(Program program) {
        super(program, OperatorAction.STATE);
    }

    @Override
    Optional<String> argument() {
        return Optional.ofNullable(to);
    }

    @Override
    String example() {
        return " --to changes-requested";
    }
}
