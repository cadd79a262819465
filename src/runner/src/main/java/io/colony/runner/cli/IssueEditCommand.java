package io.colony.runner.cli;

import io.colony.engine.command.OperatorAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony issue accept-edit} and {@code reject-edit}. */
@Command
final class IssueEditCommand extends IssueActCommand {
    @Option(
            names = "--edit",
            paramLabel = "N",
            description = "Which edit is meant; accept-edit without it shows the one that waits.")
    private @Nullable Long edit;

    IssueEditCommand(Program program, OperatorAction action) {
        super(program, action);
    }

    @Override
    Optional<String> argument() {
        return Optional.ofNullable(edit).map(number -> Long.toString(number));
    }

    @Override
    String example() {
        return " --edit 12";
    }
}
