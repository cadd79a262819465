package io.colony.runner.cli;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony issue pause}, {@code resume}, {@code retry}, {@code approve}, {@code request-changes}, {@code cancel}. */
@Command(
        footer = {
            "",
            "Examples:",
            "  colony issue retry demo/tally#3",
            "  colony issue approve demo/tally#3 --head 4b825dc642cb6eb9a060e54bf8d69288fbee4904",
            "  colony issue request-changes demo/tally#3 --reason 'Say which file is missing.'"
        })
final class IssueActCommand extends QueryCommand {
    private final OperatorAction action;

    @Parameters(paramLabel = "KEY", description = "Such as demo/tally#3.")
    private String key = "";

    @Option(names = "--head", paramLabel = "SHA", description = "The commit that is approved; 'colony why' names it.")
    private @Nullable String head;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; for request-changes what the Builder reads.")
    private String reason = "";

    IssueActCommand(Program program, OperatorAction action) {
        super(program);
        this.action = action;
    }

    @Override
    int ask(Operations operations) {
        OperatorAnswer answer = operations.act(key, action, Optional.ofNullable(head), reason);
        (answer.accepted() ? program().out() : program().err()).println(answer.text());
        return (answer.accepted() ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }
}
