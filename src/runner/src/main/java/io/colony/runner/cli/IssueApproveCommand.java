package io.colony.runner.cli;

import io.colony.engine.command.OperatorAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony issue approve}. */
@Command
final class IssueApproveCommand extends IssueActCommand {
    @Option(names = "--head", paramLabel = "SHA", description = "The commit that is approved; 'colony why' names it.")
    private @Nullable String head;

    @Option(
            names = "--without-verdict",
            description = "Although no Inspector has judged the change; noted in your name.")
    private boolean withoutVerdict;

    IssueApproveCommand(Program program) {
        super(program, OperatorAction.APPROVE);
    }

    @Override
    Optional<String> head() {
        return Optional.ofNullable(head);
    }

    @Override
    Optional<String> argument() {
        return withoutVerdict ? Optional.of("without-verdict") : Optional.empty();
    }

    @Override
    String example() {
        return " --head 4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    }
}
